import { dataStreamName, type LogId, LOGS } from "../../catalog";
import { type CommandContext, OperatorError } from "../cli";
import type { TimeWindow } from "../log-events";
import { openSearchReader } from "../search";
import type { ReaderOptions } from "./reader-options";
import type { SinkEvent, SinkReader, StoredEvent } from "./sink-reader";

/** The largest answer. Source: OpenSearch documentation, "Index settings", `index.max_result_window`. */
const MAX_HITS = 10_000;

const LOG_STREAM = "cloudwatch.log_stream";

/**
 * Reads the data streams of an environment. A document is found after the next refresh of its index. Searches each data
 * stream by itself and with `_search` alone, because the roles `reader` and `auditor` may do nothing else.
 *
 * @throws OperatorError if the environment has no address or no credentials for its search engine
 */
export async function createOpenSearchReader(
  context: CommandContext,
  { tunnel }: ReaderOptions,
): Promise<SinkReader> {
  const { environment } = context.config;
  const reader = await openSearchReader(context, tunnel);
  const search = (log: LogId, body: Readonly<Record<string, unknown>>) =>
    reader.search([dataStreamName(environment, log)], body);

  const count = async (log: LogId, window: TimeWindow) => {
    const { hits } = await search(log, { query: within(window), size: 0, track_total_hits: true });
    return hits?.total?.value ?? 0;
  };

  /** Halves the time window until an answer contains all documents: the roles may not scroll. */
  async function* stored(log: LogId, window: TimeWindow): AsyncGenerator<StoredEvent> {
    const { hits } = await search(log, {
      ...{ query: within(window), size: MAX_HITS, _source: [LOG_STREAM], track_total_hits: true },
    });
    const { total, hits: found = [] } = hits ?? {};
    if ((total?.value ?? 0) <= MAX_HITS) {
      for (const { _id: id = "", _source } of found)
        yield { id, logStream: originOf(_source).log_stream ?? "", occurrences: 1 };
      return;
    }
    const { since, until } = window;
    if (since >= until)
      throw new OperatorError(
        `${dataStreamName(environment, log)} has ${total?.value ?? 0} documents of the same millisecond, of which a search returns at most ${MAX_HITS}`,
      );
    const middle = Math.floor((since + until) / 2);
    yield* stored(log, { since, until: middle });
    yield* stored(log, { since: middle + 1, until });
  }

  return {
    sink: "opensearch",
    async find(logStream, window) {
      const query = {
        bool: { filter: [{ term: { [LOG_STREAM]: logStream } }, within(window)] },
      };
      const found: SinkEvent[] = [];
      for (const { id: log } of LOGS) {
        const { hits } = await search(log, { query, size: MAX_HITS });
        for (const hit of hits?.hits ?? []) {
          const { event_id: id = "" } = originOf(hit._source);
          found.push({ id, log, text: JSON.stringify(hit) });
        }
      }
      return found;
    },
    count,
    stored,
    close: () => reader.close(),
  };
}

/** Where a document comes from, as the forwarder sends it. */
interface DocumentOrigin {
  readonly event_id?: string;
  readonly log_stream?: string;
}

function originOf(source: Readonly<Record<string, unknown>> | undefined): DocumentOrigin {
  return source?.["cloudwatch"] ?? {};
}

function within({ since, until }: TimeWindow) {
  return { range: { "@timestamp": { gte: since, lte: until, format: "epoch_millis" } } };
}
