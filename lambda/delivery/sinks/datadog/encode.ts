import { ATTRIBUTES, type Field, FIELDS, type LogRecord } from "../../../../catalog";
import type { LogEvent } from "../../log-event";
import { ORIGINAL_TIMESTAMP, timeAtSink } from "../event-time";
import { fit } from "../fit";
import { isoTime } from "../iso-time";
import type { Encoded } from "../sink";
import { MAX_LOG_BYTES, TIME_WINDOW } from "./limits";

const SERVICE = "inventorysync";
/** Selects Datadog's log pipeline for Python's `logging`. */
const SOURCE = "python";

/**
 * Encodes an event for the logs intake: the record under Datadog's standard attributes, and the attributes of every
 * log.
 */
export function encode(event: LogEvent, environment: string, now: number): Encoded {
  const { log, origin, record } = event;
  const time = timeAtSink(event, now, TIME_WINDOW);
  const document: NestedAttributes = {
    ddsource: SOURCE,
    service: SERVICE,
    hostname: origin.logStream,
    ddtags: `env:${environment},log:${log}`,
    // The intake requires a message in every log.
    message: "",
    timestamp: isoTime(time.sent),
    cloudwatch: { log_group: origin.logGroup, event_id: event.id },
  };
  addStandardAttributes(document, record);
  if (time.original !== undefined) document[ORIGINAL_TIMESTAMP] = time.original;
  const { json, truncated } = fit(document, MAX_LOG_BYTES);
  return { body: json, truncated };
}

type NestedAttributes = Record<string, unknown>;

/** Names of the objects that contain an attribute, and its own name. */
interface AttributePath {
  readonly parents: readonly string[];
  readonly name: string;
}

/** Datadog nests attributes at dots: `http.method` is `{ http: { method } }`. Its time is not the record's, but the sent one. */
const ATTRIBUTE_PATHS: ReadonlyMap<string, AttributePath> = new Map([
  ...(FIELDS as readonly Field[])
    .filter(({ name }) => name !== "@timestamp")
    .map(({ name, datadog = name }) => [name, attributePath(datadog)] as const),
  [ATTRIBUTES, attributePath(ATTRIBUTES)],
]);

function attributePath(dotted: string): AttributePath {
  const end = dotted.lastIndexOf(".");
  return { parents: end < 0 ? [] : dotted.slice(0, end).split("."), name: dotted.slice(end + 1) };
}

function addStandardAttributes(document: NestedAttributes, record: LogRecord): void {
  for (const field of Object.keys(record)) {
    const value = record[field as keyof LogRecord];
    const path = ATTRIBUTE_PATHS.get(field);
    if (!path || value === undefined) continue;
    let object = document;
    for (const parent of path.parents) object = (object[parent] ??= {}) as NestedAttributes;
    object[path.name] = value;
  }
}
