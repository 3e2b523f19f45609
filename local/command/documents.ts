import type { Endpoints } from "../endpoints";
import type { Prerequisite } from "../startup/prerequisites";
import type { Topology } from "../startup/startup-tasks";
import type { PlatformStatus } from "../status";
import type { ReportSection } from "../verify";

/** Printed by `--check --json`. docs/local-run.md describes the documents. */
export interface CheckDocument {
  /** Whether every prerequisite is fulfilled. */
  readonly passed: boolean;
  readonly prerequisites: readonly Prerequisite[];
}

/** Printed by `--once --json`, also if the platform could not start. */
export interface OnceDocument extends CheckDocument {
  /** Whether the platform ran and every check passed. */
  readonly passed: boolean;
  /** Why the platform could not run to the end; null if it did. */
  readonly failure: string | null;
  readonly options: {
    /** Whether the sample application wrote the lines. */
    readonly app: boolean;
    readonly topology: Topology;
    readonly search: boolean;
    /** Null without `--outage`. */
    readonly outageSeconds: number | null;
    readonly rotate: boolean;
  };
  /** The checks and tables by section; empty if the platform could not start. */
  readonly sections: Readonly<Record<string, ReportSection>>;
  /** The folder of the log files, which a failed run keeps; null after success. */
  readonly runFolder: string | null;
  readonly seconds: number;
  /** Null if the operating system does not report it. */
  readonly peakMemoryBytes: number | null;
}

/** The lines of the continuous mode with `--json`, in this order. */
export type ContinuousDocument = PlatformDocument | ApplicationDocument | StatusDocument | FailureDocument;

/** The first line: where everything is, without secrets. */
export interface PlatformDocument {
  readonly kind: "platform";
  readonly page: string;
  readonly aws: Endpoints["aws"];
  /** Null without OpenSearch. */
  readonly search: { readonly url: string; readonly username: string; readonly caFile: string } | null;
  readonly sentry: { readonly url: string; readonly pageUrl: string };
  readonly datadog: { readonly url: string };
  /** A JSON file that only this user can read: the endpoints with their credentials. Deleted at the end. */
  readonly credentialsFile: string;
  readonly runFolder: string;
}

/** With `--app`, as soon as the sample application answers. The first documents of the status can precede it. */
export interface ApplicationDocument {
  readonly kind: "application";
  readonly url: string;
}

/** Every five seconds. */
export interface StatusDocument extends PlatformStatus {
  readonly kind: "status";
}

/** The last line, if the platform could not start or a component failed. */
export interface FailureDocument {
  readonly kind: "failure";
  readonly failure: string;
}
