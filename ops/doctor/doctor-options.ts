import type { LogId } from "../../catalog";

export interface DoctorOptions {
  /** Examines every symptom. */
  readonly all?: true;
  /** Start of the time whose events and metrics are read: an age, or RFC 3339. */
  readonly since: string;
  /** Runs the SSM document `doctor` on the hosts. */
  readonly hosts?: true;
  /** A file with the output of `doctor.sh --report`. */
  readonly hostReport?: string;
  /** Of `line`: only this log. */
  readonly log?: LogId;
  /** Of `line`: the folder with the log files, on this machine. */
  readonly logDir?: string;
  /** `host:port` of the local end of a tunnel to the search engine. */
  readonly tunnel?: string;
}
