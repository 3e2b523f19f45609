import { spawnSync } from "node:child_process";
import { findOnPath, isExecutable } from "../local/startup/workspace";

/** For the message about skipped tests. */
export const LOGROTATE_REQUIREMENT =
  "logrotate is not installed; install it (on Debian: apt-get install logrotate)";

/** For the message about skipped tests. */
export const MOUNT_REQUIREMENT =
  "this user may not mount a small file system; run the tests as root, or allow sudo without a password";

/** Path of logrotate. Debian installs it in a folder that only root has on PATH. */
export function findLogrotate(): string | undefined {
  return findOnPath("logrotate") ?? ["/usr/sbin/logrotate"].find(isExecutable);
}

/** The words before a command that mounts a file system: none, or those of sudo. Undefined if neither may mount. */
export function findMountPrefix(): readonly string[] | undefined {
  return [[], ["sudo", "-n"]].find((prefix) => runProgram([...prefix, "unshare", "--mount", "true"]) === 0);
}

function runProgram([file, ...args]: readonly string[]): number | null {
  return spawnSync(file ?? "", args, { stdio: "ignore", timeout: 10_000, env: process.env }).status;
}
