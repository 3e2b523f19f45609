import { LOGS, type LogId } from "./logs";

/** The logs that the audit archive keeps: those of data class `audit`. */
export const ARCHIVED_LOGS: readonly LogId[] = LOGS.filter(({ dataClass }) => dataClass === "audit").map(
  ({ id }) => id,
);

/** Archived records: `records/log=audit/dt=2026-11-27/hour=21/…`, by the time at which they reached the archive. */
export const ARCHIVED_RECORDS_PREFIX = "records/";
/** What Firehose could not deliver as records. */
export const ARCHIVE_ERRORS_PREFIX = "errors/";
/** The manifests of the archive: `manifests/dt=2026-11-27/hour=21.json`. */
export const MANIFESTS_PREFIX = "manifests/";

/** `records/log=audit/` */
export function archivedLogPrefix(log: LogId): string {
  return `${ARCHIVED_RECORDS_PREFIX}log=${log}/`;
}

/** Days after which an archived object moves to S3 Glacier Instant Retrieval, which Athena and `npx logs verify` can read. */
export const COLD_STORAGE_DAYS = 90;

/**
 * For how many days Object Lock keeps an archived object, after which the lifecycle of the bucket deletes it. Each year
 * counts as a leap year, so that no period of whole calendar years is longer.
 */
export function archiveRetentionDays({ retentionYears }: { readonly retentionYears: number }): number {
  return 366 * retentionYears;
}

/** The table of Athena with the archived records. */
export const ARCHIVE_TABLE = "archive";
