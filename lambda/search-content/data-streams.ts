import { dataStreamName, dataStreamPattern, LOGS } from "../../catalog";
import type { EngineClient } from "./engine-client";

export interface DataStream {
  readonly name: string;
  /** Its backing indices, oldest first. The last one is the write index. */
  readonly indices: readonly { readonly index_name: string }[];
}

export interface DataStreamOptions {
  readonly environment: string;
  readonly replicas: number;
  /** Revision of the templates. An index with another revision is outdated. */
  readonly revision: string;
}

/** Number of data streams by result. */
export interface DataStreamChanges {
  readonly created: number;
  readonly rolledOver: number;
  readonly unchanged: number;
}

/** The existing data streams of an environment. */
export async function listDataStreams(
  engine: EngineClient,
  environment: string,
): Promise<readonly DataStream[]> {
  const path = `/_data_stream/${dataStreamPattern(environment)}`;
  const { data_streams: dataStreams } = await engine.get<{ data_streams: DataStream[] }>(path);
  return dataStreams;
}

/**
 * Creates missing data streams. Rolls over existing ones if the templates have changed, because an index keeps the
 * mapping it was created with. Changes the number of replicas in place.
 */
export async function updateDataStreams(
  engine: EngineClient,
  existing: readonly DataStream[],
  { environment, replicas, revision }: DataStreamOptions,
): Promise<DataStreamChanges> {
  const known = new Set(existing.map(({ name }) => name));
  const missing = LOGS.map((log) => dataStreamName(environment, log.id)).filter((name) => !known.has(name));
  for (const name of missing) await engine.put({ path: `/_data_stream/${name}` });
  if (existing.length === 0) return { created: missing.length, rolledOver: 0, unchanged: 0 };

  const outdated = await outdatedDataStreams(engine, existing, { environment, revision });
  for (const { name } of outdated) await engine.post(`/${name}/_rollover`);
  await engine.put({
    path: `/${dataStreamPattern(environment)}/_settings`,
    body: { index: { number_of_replicas: replicas } },
  });
  return {
    created: missing.length,
    rolledOver: outdated.length,
    unchanged: existing.length - outdated.length,
  };
}

/** The data streams whose write index was created from other templates. */
export async function outdatedDataStreams(
  engine: EngineClient,
  existing: readonly DataStream[],
  { environment, revision }: Pick<DataStreamOptions, "environment" | "revision">,
): Promise<readonly DataStream[]> {
  const revisions = await revisionsOf(engine, environment);
  return existing.filter(({ indices }) => revisions.get(indices.at(-1)?.index_name ?? "") !== revision);
}

type Mappings = Readonly<
  Record<string, { readonly mappings: { readonly _meta?: { readonly revision?: string } } }>
>;

/** The revision of the templates that each backing index was created from. */
async function revisionsOf(
  engine: EngineClient,
  environment: string,
): Promise<ReadonlyMap<string, string | undefined>> {
  const mappings = await engine.get<Mappings>(`/${dataStreamPattern(environment)}/_mapping`);
  return new Map(Object.entries(mappings).map(([index, { mappings }]) => [index, mappings._meta?.revision]));
}
