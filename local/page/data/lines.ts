import { readFileSync } from "node:fs";
import { Client } from "@opensearch-project/opensearch";
import { dataStreamName, dataStreamPattern, LEVELS, type LogId, LOGS } from "../../../catalog";
import { isObject, type JsonObject } from "../../../lambda/shared/json";
import type { Endpoints } from "../../endpoints";

const ENVIRONMENT = "local";
/** Enough to see what happens now; a search narrows them down. */
const MAX_LINES = 50;

/** Which lines to find: each part is empty for all. */
export interface LineQuery {
  /** In the syntax of OpenSearch's `simple_query_string` query: words, "phrases", -without, prefix*. */
  readonly text: string;
  readonly level: string;
  readonly log: string;
}

/** One log line in OpenSearch. */
export interface Line {
  readonly id: string;
  readonly log: string;
  /** The document, without its empty fields. */
  readonly record: JsonObject;
}

export interface FoundLines {
  /** The newest lines, newest first. */
  readonly lines: readonly Line[];
  /** Number of all lines that match; OpenSearch counts up to 10,000. */
  readonly total: number;
  /** Whether more lines match than OpenSearch counted. */
  readonly isMore: boolean;
}

export interface LineReader {
  /** Levels and logs that do not exist count as empty. */
  find(query: LineQuery): Promise<FoundLines>;
  close(): Promise<void>;
}

export function createLineReader(engine: NonNullable<Endpoints["search"]>): LineReader {
  const { url, username, password, caFile } = engine;
  const client = new Client({ node: url, auth: { username, password }, ssl: { ca: readFileSync(caFile) } });
  return {
    async find(query) {
      const { body } = await client.search({ index: indexOf(query.log), body: lineSearchBody(query) });
      const { hits, total } = body.hits;
      const count = typeof total === "number" ? { value: total, relation: "eq" } : total;
      return {
        lines: hits.map(({ _id, _index, _source }) => ({
          id: _id ?? "",
          log: logOf(_index),
          record: isObject(_source) ? _source : {},
        })),
        total: count?.value ?? 0,
        isMore: count?.relation === "gte",
      };
    },
    close: () => client.close(),
  };
}

/** The search for the newest lines that match. */
export function lineSearchBody({ text, level }: LineQuery): JsonObject {
  const must = text.trim() === "" ? [] : [{ simple_query_string: { query: text, ...TEXT_SEARCH } }];
  const filter = LEVELS.some((known) => known === level) ? [{ term: { level } }] : [];
  return {
    size: MAX_LINES,
    sort: [{ "@timestamp": { order: "desc" } }],
    query: { bool: { must, filter } },
  };
}

/** `lenient`: a word is not a number, but may be in another field. */
const TEXT_SEARCH = { fields: ["*"], default_operator: "and", lenient: true } as const;

function indexOf(log: string): string {
  const known = LOGS.find(({ id }) => id === log)?.id;
  return known ? dataStreamName(ENVIRONMENT, known) : dataStreamPattern(ENVIRONMENT);
}

/** The log of a backing index, such as `.ds-logs-inventorysync.audit-local-000001`. */
function logOf(index = ""): LogId | "" {
  return LOGS.find(({ id }) => index.includes(dataStreamName(ENVIRONMENT, id)))?.id ?? "";
}
