/** What the script `doctor.sh` checks on a host, in the order of its report. */
export const HOST_CAUSES = [
  "host-accounts",
  "host-log-directory",
  "host-log-files",
  "host-selinux",
  "host-apparmor",
  "host-disk",
  "host-rotation-file",
  "host-rotation-schedule",
  "host-rotation",
  "host-log-level",
  "host-log-spam",
  "host-agent",
] as const;

export type HostCause = (typeof HOST_CAUSES)[number];

/**
 * A logger spams if it wrote at least so many percent of the bytes (on a host) or of the lines (in the search engine), and
 * at least so many lines. Below both, one logger can dominate a quiet log.
 */
export const SPAM = { percent: 80, lines: 1_000 } as const;
