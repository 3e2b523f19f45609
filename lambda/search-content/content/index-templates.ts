import { dataStreamPattern, searchContentName } from "../../../catalog";
import type { Distribution } from "../capabilities";
import type { Document } from "../document";
import { sha256 } from "../sha256";
import { ingestPipelineName } from "./ingest-pipeline";
import { mappings } from "./mappings";

/** Above 100, the priority of Elasticsearch's own template for `logs-*-*`. */
const PRIORITY = 500;

/** Threshold of the slow log: longer requests are noticeable to users. */
const SLOW = "5s";

export interface IndexTemplateOptions {
  readonly environment: string;
  readonly distribution: Distribution;
  readonly primaryShards: number;
  readonly replicas: number;
}

export interface IndexTemplates {
  /** In the order of creation: the index template refers to the others. */
  readonly documents: readonly Document[];
  /**
   * Stored in the `_meta` of every index that is created from the templates. An index with another revision is
   * outdated.
   */
  readonly revision: string;
}

/** The templates for new backing indices of all data streams of the environment. */
export function indexTemplates({
  environment,
  distribution,
  primaryShards,
  replicas,
}: IndexTemplateOptions): IndexTemplates {
  const settings = indexSettings(environment, primaryShards);
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
 * An index rolls over before one of its shards has more than tens of GiB. Log lines are repetitive, so the codec
 * favours compression over speed. A refresh interval of five seconds is sufficient, and costs less than the default of
 * one.
 */
function indexSettings(environment: string, primaryShards: number): Readonly<Record<string, unknown>> {
  return {
    number_of_shards: primaryShards,
    codec: "best_compression",
    refresh_interval: "5s",
    final_pipeline: ingestPipelineName(environment),
    search: { slowlog: { threshold: { query: { warn: SLOW }, fetch: { warn: SLOW } } } },
    // Without the document: the log identifies the slow request, and the data stream contains the text.
    indexing: { slowlog: { threshold: { index: { warn: SLOW } }, source: "false" } },
  };
}
