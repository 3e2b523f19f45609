import { environmentReader, type EnvironmentVariables } from "../shared/environment-variables";
import type { SearchEngineVariables } from "../shared/search-engine-variables";
import { readSearchSettings, type SearchSettings } from "../shared/search-settings";

/** The environment variables of the search-content function. */
export type SearchContentVariables = SearchEngineVariables;

/** @throws Error with every variable that is missing or contradicts another, and what was expected */
export function parseSettings(variables: EnvironmentVariables): SearchSettings {
  const reader = environmentReader(variables);
  reader.required("OPENSEARCH_ENDPOINTS", "one or more https addresses");
  return reader.finish("search-content", readSearchSettings(reader));
}

/** What the custom resource asks for. A change of any property brings the engine to what the catalogue says. */
export interface SearchContentProperties {
  /** Name of the environment whose content it is. */
  readonly environment: string;
  /** Retention in days, by log id. */
  readonly retentionDays: Readonly<Record<string, number>>;
  /** How many copies besides the primary each shard has. */
  readonly replicas: number;
  /** Backend roles (IAM role ARNs on AWS) that may write into the data streams. */
  readonly writers: readonly string[];
  /** Backend roles that may search the operational logs and ask the questions. */
  readonly readers: readonly string[];
  /** Backend roles that may search every log, the evidence included. */
  readonly auditors: readonly string[];
  /** Digest of the catalogue's content, so that a change of it alone is a change of the resource. */
  readonly contentDigest: string;
}
