import type { EnvironmentReader } from "../../../shared/environment-variables";
import type { SearchEngineVariables } from "../../../shared/search-engine-variables";
import { readSearchSettings, type SearchSettings } from "../../../shared/search-settings";

export interface OpenSearchVariables extends SearchEngineVariables {
  /** Maximum number of documents in one bulk request. */
  readonly OPENSEARCH_BULK_SIZE: string;
}

export interface OpenSearchSettings extends SearchSettings {
  readonly bulkSize: number;
}

export function readSettings(reader: EnvironmentReader): OpenSearchSettings | undefined {
  const search = readSearchSettings(reader);
  if (reader.optional("OPENSEARCH_ENDPOINTS") === undefined) {
    reader.forbid("OPENSEARCH_BULK_SIZE", "OPENSEARCH_ENDPOINTS is not");
    return undefined;
  }
  const bulkSize = reader.required(
    "OPENSEARCH_BULK_SIZE",
    "the maximum number of documents in one bulk request",
  );
  if (!/^[1-9]\d*$|^$/.test(bulkSize)) {
    reader.problems.push(`OPENSEARCH_BULK_SIZE is ${bulkSize}, expected a whole number of at least 1`);
  }
  return search && { ...search, bulkSize: Number(bulkSize) };
}
