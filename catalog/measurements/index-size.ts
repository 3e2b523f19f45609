import run from "./index-size.json";

/** What OpenSearch needs for one document, as `npm run bench:index` measured it. */
export interface MeasuredIndex {
  readonly id: string;
  readonly title: string;
  /** Of the merged index, without replicas. */
  readonly bytesPerDocument: number;
  /** CPU time of the engine, in microseconds, without replicas. */
  readonly cpuMicrosPerDocument: number;
}

/** The run of `npm run bench:index` that docs/performance.md shows. */
export const INDEX_RUN: Readonly<typeof run> = run;

/** @throws Error if the run has no index with this id */
export function measuredIndex(id: string): MeasuredIndex {
  const index = run.indices.find((candidate) => candidate.id === id);
  if (!index)
    throw new Error(
      `unknown index ${JSON.stringify(id)}, expected one of ${run.indices.map((each) => each.id).join(", ")}`,
    );
  return index;
}
