/** `first-event.js <bundle> <invocation>`: loads the forwarder's bundle, delivers one invocation, and ends. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { CONTEXT } from "../invocation";
import { reportCpuTime } from "../report-cpu-time";
import type { Handler } from "../rounds";

const [bundle = "", invocation = ""] = process.argv.slice(2);
const { handler } = createRequire(__filename)(bundle) as { readonly handler: Handler };
void handler(JSON.parse(readFileSync(invocation, "utf8")), CONTEXT).then(() => {
  // Exits without waiting for kept-alive connections.
  if (process.send) process.send({ peakMiB: peakMiB() }, () => process.exit(0));
  else {
    reportCpuTime();
    process.exit(0);
  }
});

/**
 * The peak of the resident set, in MiB. `process.resourceUsage().maxRSS` would include the parent's from before the
 * program was loaded. Source: proc_pid_status(5), `VmHWM`.
 */
function peakMiB(): number {
  const status = readFileSync("/proc/self/status", "utf8");
  return Number(/^VmHWM:\s+(?<kib>\d+) kB$/m.exec(status)?.groups?.["kib"]) / 1_024;
}
