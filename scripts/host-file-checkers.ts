import { findOnPath } from "../local/startup/workspace";

/** For the message about skipped tests. */
export const SHELLCHECK_REQUIREMENT =
  "shellcheck is not installed; install it (on Debian: apt-get install shellcheck)";

/** Path of the linter of shell scripts. */
export function findShellcheck(): string | undefined {
  return findOnPath("shellcheck");
}

/** For the message about skipped tests. */
export const SYSTEMD_ANALYZE_REQUIREMENT =
  "systemd-analyze is not installed; install it (on Debian: apt-get install systemd)";

/** Path of the program that checks systemd units. It needs no running systemd. */
export function findSystemdAnalyze(): string | undefined {
  return findOnPath("systemd-analyze");
}
