import { type ChildProcessByStdio, spawn } from "node:child_process";
import { Socket } from "node:net";
import type { Writable } from "node:stream";

/**
 * Reads lines of process groups (`-12 -34`), of which the last one counts. At the end of its input it ends those
 * groups: first it asks, five seconds later it insists.
 */
const SCRIPT = `
trap '' HUP INT TERM
groups=
while read -r line; do groups=$line; done
[ -n "$groups" ] || exit 0
kill -s TERM -- $groups 2>/dev/null
sleep 5
kill -s KILL -- $groups 2>/dev/null
`;

/**
 * Ends what this process started if it dies without doing so itself, however it dies: the system closes the pipe
 * between them, which no signal to this process can prevent.
 */
export class OrphanGuard {
  private readonly shell: ChildProcessByStdio<Writable, null, null>;

  constructor() {
    this.shell = spawn("sh", ["-c", SCRIPT], { detached: true, stdio: ["pipe", "ignore", "ignore"] });
    // Nobody waits for the guard, and its end is nobody's failure.
    this.shell.on("error", () => undefined);
    this.shell.stdin.on("error", () => undefined);
    this.shell.unref();
    if (this.shell.stdin instanceof Socket) this.shell.stdin.unref();
  }

  setProcessGroups(groups: readonly number[]): void {
    this.shell.stdin.write(`${groups.map((group) => -group).join(" ")}\n`);
  }

  stop(): void {
    this.shell.kill("SIGKILL");
  }
}
