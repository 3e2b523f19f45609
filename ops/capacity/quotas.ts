import { ARCHIVED_LOGS } from "../../catalog";
import { archiveOf, MAX_DATA_NODES, totalReservedConcurrency } from "../../config";
import type { Workload } from "../cost/estimate";
import { ASSUMPTIONS } from "../cost/estimate/assumptions";
import { BYTES_PER_MIB, SECONDS_PER_DAY } from "../cost/estimate/month";
import { archiverInvocations } from "../cost/estimate/traffic";
import { CAPACITY_ASSUMPTIONS } from "./assumptions";
import { busiestLogVcpus, domainShards } from "./domain";
import { dataNodeOf } from "./instances";
import {
  type EventStream,
  eventStreams,
  forwarderConcurrency,
  type Load,
  putLogEventsRate,
  streamConcurrency,
} from "./load";

/** A load, and the average day that it is the peak of. */
export interface Situation extends Load {
  readonly average: Workload;
}

export interface Quota {
  readonly service: string;
  readonly title: string;
  readonly unit: string;
  /** Most that can be used; for some it depends on the configuration. */
  readonly limit: (situation: Situation) => number;
  /** Undefined where the environment does not have what the quota limits. */
  readonly use: (situation: Situation) => number | undefined;
  /** Who raises it, or how. Undefined: nobody can, so the volume has to be shared by more environments. */
  readonly raise: string | undefined;
  readonly source: string;
}

const ON_REQUEST = "AWS, on request (Service Quotas)";

/** What limits the volume of an environment. Quotas of AWS are the defaults in us-east-1. */
export const QUOTAS: readonly Quota[] = [
  {
    service: "CloudWatch Logs",
    title: "requests of `PutLogEvents` in the account and region",
    unit: "a second",
    limit: () => 5_000,
    use: putLogEventsRate,
    raise: ON_REQUEST,
    source: "Amazon CloudWatch Logs User Guide, CloudWatch Logs quotas",
  },
  {
    service: "CloudWatch Logs",
    title: "subscription filters of a log group, at any volume: one of the forwarders, one of the archive",
    unit: "",
    limit: () => 2,
    use: ({ config }) => (archiveOf(config) ? 2 : 1),
    raise: undefined,
    source: "Amazon CloudWatch Logs User Guide, CloudWatch Logs quotas",
  },
  {
    service: "Lambda",
    title: "concurrent executions in the account and region",
    unit: "",
    limit: () => 1_000,
    use: (situation) => Math.max(busyConcurrency(situation), totalReservedConcurrency(situation.config)),
    raise: ON_REQUEST,
    source: "AWS Lambda Developer Guide, Lambda quotas",
  },
  {
    service: "Lambda",
    title:
      "concurrent invocations by the busiest stream: its shards × `parallelizationFactor`, which is at most 10",
    unit: "",
    limit: ({ config, ...load }) =>
      Math.min(
        ...busiest({ config, ...load }).map(
          ({ stream }) => stream.shards * config.forwarding.kinesis.parallelizationFactor,
        ),
      ),
    use: (situation) => maximum(busiest(situation).map(({ concurrency }) => concurrency)),
    raise: "`forwarding.kinesis.parallelizationFactor`",
    source:
      "AWS Lambda Developer Guide, Lambda parameters for Amazon Kinesis Data Streams event source mappings",
  },
  {
    service: "Kinesis Data Streams",
    title: "written to the busiest on-demand stream",
    unit: "MB a second",
    limit: () => 10_000,
    use: (situation) => maximum(eventStreams(situation).map(({ bytes }) => bytes / 1e6)),
    raise: "nobody above 10 GB/s; 200 MB/s in most other regions, which AWS raises on request",
    source: "Amazon Kinesis Data Streams Developer Guide, Quotas and limits",
  },
  {
    service: "Kinesis Data Streams",
    title: "read from a shard of the busiest stream, by all forwarders",
    unit: "MB a second",
    limit: () => 2,
    use: (situation) =>
      maximum(
        eventStreams(situation).map(({ bytes, shards, readers }) => (bytes * readers.length) / shards / 1e6),
      ),
    raise: "Kinesis, which adds shards as the writers need them",
    source: "Amazon Kinesis Data Streams Developer Guide, Quotas and limits",
  },
  {
    service: "Data Firehose",
    title: "written to the busiest stream of the audit archive",
    unit: "MiB a second",
    limit: () => 5,
    use: ({ config, peak }) =>
      archiveOf(config) &&
      Math.max(...ARCHIVED_LOGS.map((log) => peak.volumes[log].bytesPerDay)) *
        (ASSUMPTIONS.archivedLineFactor.value / SECONDS_PER_DAY / BYTES_PER_MIB),
    raise: "Firehose, while it throttles; the archiver retries",
    source: "Amazon Data Firehose Developer Guide, Amazon Data Firehose Quota",
  },
  {
    service: "OpenSearch Service",
    title: "data nodes of a domain",
    unit: "",
    limit: () => MAX_DATA_NODES,
    use: ({ config: { search } }) => (search.kind === "domain" ? search.dataNodes.count : undefined),
    raise: undefined,
    source:
      "Amazon OpenSearch Service Developer Guide, Amazon OpenSearch Service quotas; the schema of the configuration",
  },
  {
    service: "OpenSearch Service",
    title: "vCPUs for a primary shard of the busiest log, of the data node that has it",
    unit: "vCPUs",
    limit: ({ config: { search } }) =>
      search.kind === "domain"
        ? dataNodeOf(search.dataNodes.instanceType).vcpus * CAPACITY_ASSUMPTIONS.indexingShare.value
        : Infinity,
    use: (situation) =>
      situation.config.search.kind === "domain"
        ? busiestLogVcpus(situation) / situation.config.search.primaryShards
        : undefined,
    raise: "`search.primaryShards`, up to the number of data nodes",
    source: "lambda/search-content/content/index-templates.ts, number_of_shards",
  },
  {
    service: "OpenSearch Service",
    title: "shards of a data node",
    unit: "",
    limit: ({ config: { search } }) =>
      search.kind === "domain" ? shardLimit(search.dataNodes.instanceType) : Infinity,
    use: ({ config, average }) =>
      config.search.kind === "domain"
        ? domainShards(config, average) / config.search.dataNodes.count
        : undefined,
    raise: undefined,
    source: "Amazon OpenSearch Service Developer Guide, Amazon OpenSearch Service quotas, shard count quotas",
  },
];

/** Whether more is used than the limit allows. */
export function isExceeded({ limit, use }: Quota, situation: Situation): boolean {
  return (use(situation) ?? 0) > limit(situation);
}

function busyConcurrency(situation: Situation): number {
  const archivers = archiverInvocations(situation.config, situation.peak);
  return [
    ...forwarderConcurrency(situation).values(),
    ...archivers.map(({ count, durationMs }) => (count * durationMs) / 1_000 / SECONDS_PER_DAY),
  ].reduce((sum, concurrency) => sum + concurrency, 0);
}

interface StreamUse {
  readonly stream: EventStream;
  readonly concurrency: number;
}

/** The stream, and the forwarder that reads it, whose concurrency is the largest part of what it may be. */
function busiest(situation: Load): readonly StreamUse[] {
  return eventStreams(situation)
    .flatMap((stream) =>
      stream.readers.map((sink) => ({ stream, concurrency: streamConcurrency(situation, stream, sink) })),
    )
    .toSorted((one, other) => other.concurrency / other.stream.shards - one.concurrency / one.stream.shards)
    .slice(0, 1);
}

/** 1,000 for each 16 GiB of heap, which is half of the memory and at most 32 GiB here, and at most 4,000. */
function shardLimit(instanceType: string): number {
  const heapGib = Math.min(32, dataNodeOf(instanceType).memoryGib / 2);
  return Math.min(4_000, 1_000 * Math.max(1, Math.floor(heapGib / 16)));
}

function maximum(values: readonly number[]): number | undefined {
  return values.length === 0 ? undefined : Math.max(...values);
}
