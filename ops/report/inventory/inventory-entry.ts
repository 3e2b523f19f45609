/** One place in which one kind of log is kept. */
export interface InventoryEntry {
  /** Such as `audit`. */
  readonly log: string;
  /** What is logged. */
  readonly content: string;
  readonly dataClass: "audit" | "operational";
  /** The service that keeps it, such as `CloudWatch Logs`. */
  readonly service: string;
  /** Name of the log group, stream, bucket or data stream there; empty where the service alone names the place. */
  readonly name: string;
  /** `731 days`, or who decides. */
  readonly retention: string;
  /** Retention in days; undefined where the platform does not set it. */
  readonly retentionDays?: number;
  readonly readers: readonly string[];
  /** Which personal data, in which form. */
  readonly personalData: string;
}
