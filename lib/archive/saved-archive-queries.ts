import { ARCHIVE_TABLE } from "../../catalog";

interface ArchiveQuery {
  readonly id: string;
  readonly title: string;
  /** For Athena. `?` is a parameter, which Athena asks for. */
  readonly sql: string;
}

/**
 * The saved queries of the archive. An event that was archived twice has the same id, so both count or return it once.
 */
export const ARCHIVE_QUERIES: readonly ArchiveQuery[] = [
  {
    id: "events-per-hour",
    title: "Archived events per hour",
    sql: `-- To compare with the log groups: distinct events of each log, by the hour at which they reached the archive.
SELECT log, dt, hour, count(DISTINCT cloudwatch.log_stream || '/' || cloudwatch.event_id) AS events
FROM ${ARCHIVE_TABLE}
WHERE dt BETWEEN ? AND ?
GROUP BY log, dt, hour
ORDER BY log, dt, hour`,
  },
  {
    id: "actions-of-a-person",
    title: "Archived actions of a person",
    sql: `-- Parameters: the person's pseudonym as redaction writes it, the first day and the last day.
SELECT DISTINCT time, log, event, actor, method, path, status, message, cloudwatch.event_id AS event_id
FROM ${ARCHIVE_TABLE}
WHERE actor = ? AND dt BETWEEN ? AND ?
ORDER BY time`,
  },
];
