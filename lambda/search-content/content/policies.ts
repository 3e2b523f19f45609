import { dataStreamName, type Log, LOGS, type LogId, searchContentName } from "../../../catalog";
import type { Document } from "../document";

/** Source: Amazon OpenSearch Service Developer Guide, "Choosing the number of shards": 30 to 50 GiB for log analytics. */
const MAX_SHARD_SIZE = "30gb";
/** About how many backing indices hold a log's retention, so that a long one does not mean hundreds of small shards. */
const INDICES_PER_RETENTION = 14;
/** Tried again for some hours: a full disk or a shard on the move passes. */
const RETRY = { count: 5, backoff: "exponential", delay: "10m" } as const;

export interface Policy extends Document {
  readonly id: string;
  readonly dataStream: string;
}

/** Retention in days, by log; a log that is not there is kept as long as the catalogue says. */
export type RetentionDaysByLog = Readonly<Partial<Record<LogId, number>>>;

/**
 * One index state management policy for each log: written to while hot, rolled over by size or age, deleted at its
 * retention. The age that counts is the time since the rollover, which is that of an index's youngest record: every
 * record is kept for its retention, and the oldest of an index up to a fourteenth longer.
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
