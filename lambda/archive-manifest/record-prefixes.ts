import {
  ARCHIVE_ERRORS_PREFIX,
  ARCHIVED_LOGS,
  ARCHIVED_RECORDS_PREFIX,
  archivedLogPrefix,
} from "../../catalog";

const DAY_MS = 86_400_000;

/**
 * How long Firehose tries to deliver to Amazon S3, and one hour more for the buffer. The prefix of an object has the time
 * at which its first record arrived. Source: Amazon Data Firehose Developer Guide, "Handle data delivery failures".
 */
const MAX_DELIVERY_MS = 25 * 3_600_000;

/**
 * The prefixes of all objects that Amazon S3 stored from one time to another, in milliseconds since the epoch; without a
 * start, those of all objects.
 */
export function recordPrefixes(from: number | undefined, to: number): readonly string[] {
  if (from === undefined) return [ARCHIVED_RECORDS_PREFIX, ARCHIVE_ERRORS_PREFIX];
  const firstDay = Math.floor((from - MAX_DELIVERY_MS) / DAY_MS);
  const lastDay = Math.floor(to / DAY_MS);
  const days = Array.from({ length: lastDay - firstDay + 1 }, (_, index) =>
    new Date((firstDay + index) * DAY_MS).toISOString().slice(0, 10),
  );
  return [
    ...ARCHIVED_LOGS.flatMap((log) => days.map((day) => `${archivedLogPrefix(log)}dt=${day}/`)),
    ARCHIVE_ERRORS_PREFIX,
  ];
}
