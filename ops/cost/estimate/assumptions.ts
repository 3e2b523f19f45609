import { measuredIndex } from "../../../catalog/measurements";

export interface Assumption {
  readonly value: number;
  readonly unit: string;
  readonly description: string;
  /** A page of the documentation, or a measurement on one machine, which may differ from AWS. */
  readonly source: string;
}

const BYTES_PER_LINE = 350;

/** What an estimate assumes, because neither the configuration nor the volume states it. */
export const ASSUMPTIONS = {
  bytesPerLine: {
    value: BYTES_PER_LINE,
    unit: "bytes",
    description: "average line (`--bytes-per-line`)",
    source: "measured: 342 bytes on average in `npm run local`",
  },
  errorShare: {
    value: 0.01,
    unit: "of the lines",
    description: "lines of level ERROR or above (`--error-share`)",
    source: "none; use your own share",
  },
  storedShare: {
    value: 0.15,
    unit: "of the lines",
    description: "storage of CloudWatch Logs, which is compressed",
    source: "AWS Pricing Calculator, storage compression factor",
  },
  compressedShare: {
    value: 0.12,
    unit: "of the lines",
    description: "payloads for Lambda and Kinesis, and requests to Datadog, all compressed",
    source: "measured: payloads of 500 to 2,500 lines of `npm run local`",
  },
  flushSeconds: {
    value: 5,
    unit: "seconds",
    description:
      "how long a host collects lines before it sends a payload (`--hosts` states how many hosts there are)",
    source: "Amazon CloudWatch User Guide, CloudWatch agent configuration file, force_flush_interval",
  },
  maxPayloadBytes: {
    value: 1_048_576,
    unit: "bytes",
    description: "largest payload",
    source: "Amazon CloudWatch Logs User Guide, CloudWatch Logs quotas, batch size",
  },
  recordUnitBytes: {
    value: 1_024,
    unit: "bytes",
    description: "unit to which Kinesis rounds each record up",
    source: "Amazon Kinesis Data Streams pricing",
  },
  shards: {
    value: 4,
    unit: "shards",
    description:
      "shards of a new Kinesis data stream; it has more as soon as it receives half of their limit",
    source: "Amazon Kinesis Data Streams Developer Guide, Choose the right mode to operate your streams",
  },
  shardBytes: {
    value: 1_000_000,
    unit: "bytes a second",
    description: "limit of a shard for writers",
    source: "Amazon Kinesis Data Streams Developer Guide, Quotas and limits",
  },
  pollSeconds: {
    value: 1,
    unit: "second",
    description: "how often Lambda polls a shard",
    source: "AWS Lambda Developer Guide, Process Amazon Kinesis Data Streams records with Lambda",
  },
  streamKeySeconds: {
    value: 300,
    unit: "seconds",
    description: "how often Kinesis calls KMS, for each producer and consumer",
    source: "Amazon Kinesis Data Streams Developer Guide, data protection: about every five minutes",
  },
  sinkMs: {
    value: 100,
    unit: "milliseconds",
    description:
      "time in which a forwarder waits for the answers of its sinks, which it calls at the same time " +
      "(`--invocation` states the whole average duration of an invocation)",
    source: "none; use the metric `Duration` of your own functions",
  },
  functionLogBytes: {
    value: 2_600,
    unit: "bytes",
    description: "what one invocation writes to the function's own log group",
    source: "measured: 2,624 bytes on average in `npm run local`, with topology direct and two sinks",
  },
  notifications: {
    value: 200,
    unit: "a month",
    description: "notifications: each alarm notifies twice, when it starts and when it ends",
    source: "none; use the number of your own alarms",
  },
  notificationMs: {
    value: 2_000,
    unit: "milliseconds",
    description: "duration of an invocation of the notifier or of the function of a webhook",
    source: "none; the notifier reads log lines, and a webhook answers over the internet",
  },
  deployments: {
    value: 20,
    unit: "a month",
    description: "deployments, each of which writes the search content",
    source: "none; use the number of your own deployments",
  },
  searchContentMs: {
    value: 60_000,
    unit: "milliseconds",
    description: "duration of an invocation that writes the search content",
    source: "none; an upper bound while the domain is healthy",
  },
  manifestMs: {
    value: 5_000,
    unit: "milliseconds",
    description: "duration of an invocation that writes the manifest of an hour of the audit archive",
    source: "none; the function reads and hashes each object of the hour",
  },
  archivedLineFactor: {
    value: 1.6,
    unit: "× the lines",
    description: "records of the audit archive, before compression: a line with its origin",
    source: "none; the origin adds about 200 bytes to a line of 350",
  },
  archiveBufferSeconds: {
    value: 900,
    unit: "seconds",
    description: "how often Firehose writes an object of each log to the audit archive",
    source: "the buffer of lib/archive/archive-delivery.ts",
  },
  managementEvents: {
    value: 1_500_000,
    unit: "a month",
    description: "management events of the account, which the trail records",
    source: "none; use the number of your own account",
  },
  managementEventBytes: {
    value: 300,
    unit: "bytes",
    description: "a management event in a log file, compressed",
    source: "none; 1.5 KB of JSON, compressed to a fifth",
  },
  trailFileSeconds: {
    value: 300,
    unit: "seconds",
    description: "how often CloudTrail writes a log file, in one region with API calls",
    source: "AWS CloudTrail User Guide, How CloudTrail works: about every five minutes",
  },
  digestFileSeconds: {
    value: 3_600,
    unit: "seconds",
    description: "how often CloudTrail writes a digest file, in one region",
    source: "AWS CloudTrail User Guide, Validating CloudTrail log file integrity: every hour",
  },
  indexShare: {
    value: round(measuredIndex("project").bytesPerDocument / BYTES_PER_LINE),
    unit: "of the lines",
    description: "size of a record in the index, merged, without replicas",
    source: "measured: `npm run bench:index`, docs/performance.md",
  },
  searchStorageFactor: {
    value: 1.45,
    unit: "× the index and its replicas",
    description: "volumes that the domain needs: segments that are not merged yet, and free space",
    source: "Amazon OpenSearch Service Developer Guide, Calculating storage requirements",
  },
} as const satisfies Readonly<Record<string, Assumption>>;

function round(share: number): number {
  return Number(share.toPrecision(2));
}
