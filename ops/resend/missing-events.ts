import { dataStreamName, type LogId } from "../../catalog";
import { documentId } from "../../lambda/delivery/sinks/opensearch/encode";
import type { RawEvent } from "../../lambda/forwarder/raw-event";
import type { SearchReader } from "../search";

/** Ids of one search. */
const MAX_IDS = 1_000;

/** Which events a sink does not have. */
export type FindMissing = (events: readonly RawEvent[]) => Promise<ReadonlySet<RawEvent>>;

/** For a sink that cannot be asked by the id of an event: all events. */
export const allMissing: FindMissing = (events) => Promise.resolve(new Set(events));

/** Asks OpenSearch for the documents of the events, in all backing indexes of the log's data stream. */
export function missingInOpenSearch(reader: SearchReader, environment: string, log: LogId): FindMissing {
  return async (events) => {
    const byId = new Map(events.map((event) => [documentId({ ...event, record: {} }), event]));
    const ids = [...byId.keys()];
    for (let start = 0; start < ids.length; start += MAX_IDS) {
      const values = ids.slice(start, start + MAX_IDS);
      const { hits } = await reader.search([dataStreamName(environment, log)], {
        ...{ query: { ids: { values } }, size: MAX_IDS, _source: false },
      });
      for (const { _id: id = "" } of hits?.hits ?? []) byId.delete(id);
    }
    return new Set(byId.values());
  };
}
