import { environmentReader, type EnvironmentVariables } from "../shared/environment-variables";
import type { SearchEngineVariables } from "../shared/search-engine-variables";
import { readSearchSettings, type SearchSettings } from "../shared/search-settings";

/** The environment variables of the search-content function. */
export type SearchContentVariables = SearchEngineVariables;

/** @throws Error with all missing or conflicting variables, and the expected values */
export function parseSettings(variables: EnvironmentVariables): SearchSettings {
  const reader = environmentReader(variables);
  reader.required("OPENSEARCH_ENDPOINTS", "one or more https URLs");
  return reader.finish("search-content", readSearchSettings(reader));
}

/** The properties of the custom resource. A change of any property applies the catalogue's content again. */
export interface SearchContentProperties {
  /** Name of the environment. */
  readonly environment: string;
  /** Retention in days, by log id. */
  readonly retentionDays: Readonly<Record<string, number>>;
  /** Number of primary shards of each index. */
  readonly primaryShards: number;
  /** Number of replicas of each shard. */
  readonly replicas: number;
  /** Backend roles (IAM role ARNs on AWS) that may write to the data streams. */
  readonly writers: readonly string[];
  /** Backend roles that may search the operational logs and run the saved queries. */
  readonly readers: readonly string[];
  /** Backend roles that may search all logs, including the audit logs, and run the saved queries. */
  readonly auditors: readonly string[];
  /** Digest of the catalogue's content, so that a change of the content changes the resource. */
  readonly contentDigest: string;
}
