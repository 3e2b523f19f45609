import { dataStreamPattern, searchContentName } from "../../../catalog";
import type { Distribution } from "../capabilities";
import type { Document } from "../document";
import { sha256 } from "../sha256";
import { ingestPipelineName } from "./ingest-pipeline";
import { mappings } from "./mappings";

/** Above 100, where Elasticsearch has a template of its own for `logs-*-*`. */
const PRIORITY = 500;

/** A request that takes longer is written to the slow log: a person who waits that long asks why. */
const SLOW = "5s";

export interface IndexTemplateOptions {
  readonly environment: string;
  readonly distribution: Distribution;
  readonly replicas: number;
}

export interface IndexTemplates {
  /** In the order they must be made: the index template names the others. */
  readonly documents: readonly Document[];
  /** Stands in every index made of them, in the mapping's `_meta`: an index with another is out of date. */
  readonly revision: string;
}

/** What a new backing index of any data stream of the environment is made of. */
export function indexTemplates({
  environment,
  distribution,
  replicas,
}: IndexTemplateOptions): IndexTemplates {
  const settings = indexSettings(environment);
  const fields = mappings(distribution);
  const revision = sha256({ settings, fields }).slice(0, 16);

  const recordTemplate = searchContentName(environment, "record");
  const settingsTemplate = searchContentName(environment, "settings");
  return {
    revision,
    documents: [
      {
        path: `/_component_template/${recordTemplate}`,
        body: { template: { mappings: { ...fields, _meta: { revision } } } },
      },
      {
        path: `/_component_template/${settingsTemplate}`,
        body: { template: { settings: { index: { ...settings, number_of_replicas: replicas } } } },
      },
      {
        path: `/_index_template/${searchContentName(environment, "logs")}`,
        body: {
          index_patterns: [dataStreamPattern(environment)],
          data_stream: {},
          composed_of: [recordTemplate, settingsTemplate],
          priority: PRIORITY,
          _meta: { description: `the logs of InventorySync, ${environment}` },
        },
      },
    ],
  };
}

/**
 * A shard takes tens of GiB, and an index rolls over before it has more. Log lines repeat themselves, so they are
 * compressed well rather than fast; five seconds before a line is found is soon enough, and cheaper than the default of
 * one.
 */
function indexSettings(environment: string): Readonly<Record<string, unknown>> {
  return {
    number_of_shards: 1,
    codec: "best_compression",
    refresh_interval: "5s",
    final_pipeline: ingestPipelineName(environment),
    search: { slowlog: { threshold: { query: { warn: SLOW }, fetch: { warn: SLOW } } } },
    // Without the document: the log says what was slow, the data stream has the text.
    indexing: { slowlog: { threshold: { index: { warn: SLOW } }, source: "false" } },
  };
}
