import { dataStreamName, type Log, LOGS, type LogId, searchContentName } from "../../../catalog";
import type { Document } from "../document";

/**
 * Source: Amazon OpenSearch Service Developer Guide, "Choosing the number of shards": 30 to 50 GiB for log analytics.
 */
const MAX_SHARD_SIZE = "30gb";
/**
 * Approximate number of backing indices per retention, so that a long retention does not create hundreds of small
 * shards.
 */
const INDICES_PER_RETENTION = 14;
/** Retries for some hours, because a full disk or a shard relocation is temporary. */
const RETRY = { count: 5, backoff: "exponential", delay: "10m" } as const;

export interface Policy extends Document {
  readonly id: string;
  readonly dataStream: string;
}

/** Retention in days, by log. A missing log has the catalogue's retention. */
export type RetentionDaysByLog = Readonly<Partial<Record<LogId, number>>>;

/**
 * One Index State Management policy for each log: indices are hot, roll over by size or age, and are deleted after the
 * retention. The age starts at the rollover, which is the age of the youngest record of an index. So every record is
 * kept for its retention, and the oldest record of an index up to a fourteenth longer.
 * Source: OpenSearch documentation, "Policies" of Index State Management.
 */
export function policies(environment: string, retentionDays: RetentionDaysByLog): readonly Policy[] {
  return LOGS.map((log) => policy(environment, log, retentionDays[log.id] ?? log.retentionDays));
}

function policy(environment: string, { id: log }: Log, retentionDays: number): Policy {
  const id = searchContentName(environment, log);
  const dataStream = dataStreamName(environment, log);
  const rolloverDays = Math.max(1, Math.floor(retentionDays / INDICES_PER_RETENTION));
  return {
    id,
    dataStream,
    path: `/_plugins/_ism/policies/${id}`,
    body: {
      policy: {
        description: `keeps ${log} of ${environment} for ${retentionDays} days`,
        default_state: "hot",
        states: [
          {
            name: "hot",
            actions: [
              {
                retry: RETRY,
                rollover: { min_index_age: `${rolloverDays}d`, min_primary_shard_size: MAX_SHARD_SIZE },
              },
            ],
            transitions: [{ state_name: "delete", conditions: { min_rollover_age: `${retentionDays}d` } }],
          },
          { name: "delete", actions: [{ retry: RETRY, delete: {} }], transitions: [] },
        ],
        ism_template: [{ index_patterns: [dataStream], priority: 100 }],
      },
    },
  };
}
