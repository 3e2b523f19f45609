import { type ChildProcessByStdio, spawn } from "node:child_process";
import { Socket } from "node:net";
import type { Writable } from "node:stream";

/**
 * Reads lines of process groups (`-12 -34`), of which the last line counts. At the end of its input it sends SIGTERM to
 * these groups, and SIGKILL five seconds later.
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
 * Ends the processes that this process started if this process ends without doing so itself, even after SIGKILL: the
 * operating system then closes the pipe to the guard.
 */
export class OrphanGuard {
  private readonly shell: ChildProcessByStdio<Writable, null, null>;

  constructor() {
    this.shell = spawn("sh", ["-c", SCRIPT], { detached: true, stdio: ["pipe", "ignore", "ignore"] });
    // Errors of the guard are ignored: it does not affect the result of a run.
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
