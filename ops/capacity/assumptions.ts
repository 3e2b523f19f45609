import type { Assumption } from "../cost/estimate/assumptions";

/** What a plan assumes beside `ASSUMPTIONS`. */
export const CAPACITY_ASSUMPTIONS = {
  peakFactor: {
    value: 3,
    unit: "× the average",
    description: "rate of the busiest minutes",
    source: "none; use the metric `IncomingLogEvents` of your own log groups",
  },
  hostBytes: {
    value: 1_000_000,
    unit: "bytes a second",
    description: "lines that one host writes at the peak, which gives the number of hosts",
    source: "none; use your own hosts",
  },
  indexingShare: {
    value: 0.5,
    unit: "of the vCPUs",
    description: "what indexing may take of a data node at the peak; the rest is for queries and merges",
    source: "none; keep the metric `CPUUtilization` of the domain below 80 %",
  },
  concurrencyShare: {
    value: 0.5,
    unit: "of the concurrency",
    description: "what the peak may take of a forwarder's concurrency; the rest catches up after a failure",
    source: "none",
  },
  shardGib: {
    value: 30,
    unit: "GiB",
    description: "size at which an index rolls over, below the recommended 50 GiB of a shard",
    source: "lambda/search-content/content/policies.ts",
  },
} as const satisfies Readonly<Record<string, Assumption>>;
