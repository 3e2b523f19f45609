/** `profile.js <bundle> <invocations> <file>`: delivers invocations, and writes a CPU profile of those after the warm-up. */
import { readFileSync, writeFileSync } from "node:fs";
import { Session } from "node:inspector/promises";
import { createRequire } from "node:module";
import { CONTEXT, type Invocation } from "../invocation";
import { reportCpuTime } from "../report-cpu-time";
import type { Handler } from "../rounds";

const [bundle = "", invocations = "", file = ""] = process.argv.slice(2);
const SAMPLING_INTERVAL_US = 200;
/** The rest is profiled. */
const WARM_UP_SHARE = 0.5;

void main();

async function main(): Promise<void> {
  const { handler } = createRequire(__filename)(bundle) as { readonly handler: Handler };
  const all = JSON.parse(readFileSync(invocations, "utf8")) as readonly Invocation[];
  const warmUp = Math.floor(all.length * WARM_UP_SHARE);
  for (const invocation of all.slice(0, warmUp)) await handler(invocation, CONTEXT);
  const session = new Session();
  session.connect();
  await session.post("Profiler.enable");
  await session.post("Profiler.setSamplingInterval", { interval: SAMPLING_INTERVAL_US });
  await session.post("Profiler.start");
  for (const invocation of all.slice(warmUp)) await handler(invocation, CONTEXT);
  const { profile } = await session.post("Profiler.stop");
  writeFileSync(file, JSON.stringify(profile));
  reportCpuTime();
  // Exits without waiting for kept-alive connections.
  process.exit(0);
}
