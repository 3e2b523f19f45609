import { ATTRIBUTES, type Field, FIELDS, type LogRecord } from "../../../../catalog";
import type { LogEvent } from "../../log-event";
import { ORIGINAL_TIMESTAMP, timeAtSink } from "../event-time";
import { fit, fitsCertainly } from "../fit";
import { isoTime } from "../iso-time";
import type { Encoded } from "../sink";
import { MAX_LOG_BYTES, TIME_WINDOW } from "./limits";

const SERVICE = "inventorysync";
/** Selects Datadog's log pipeline for Python's `logging`. */
const SOURCE = "python";

/**
 * Encodes an event for the logs intake: the attributes of every log, and the record under Datadog's standard attributes.
 * The attributes of every log are written as text, because their object would take as long to serialize as the record's.
 */
export function encode(event: LogEvent, environment: string, now: number): Encoded {
  const { id, log, origin, record } = event;
  const { sent, original } = timeAtSink(event, now, TIME_WINDOW);
  // The intake requires a message in every log.
  const { message = "" } = record;
  const [ddtags, timestamp] = [`env:${environment},log:${log}`, isoTime(sent)];
  const attributes = standardAttributes(record);
  if (original !== undefined) attributes[ORIGINAL_TIMESTAMP] = original;

  const attributesJson = JSON.stringify(attributes);
  const json =
    `{"ddsource":"${SOURCE}","service":"${SERVICE}","hostname":${JSON.stringify(origin.logStream)},` +
    `"ddtags":"${ddtags}","message":${JSON.stringify(message)},"timestamp":"${timestamp}",` +
    `"cloudwatch":{"log_group":${JSON.stringify(origin.logGroup)},"event_id":${JSON.stringify(id)}}` +
    (attributesJson === "{}" ? "}" : `,${attributesJson.slice(1)}`);
  if (fitsCertainly(json, MAX_LOG_BYTES)) return { body: json, truncated: false };
  const document = {
    ...{ ddsource: SOURCE, service: SERVICE, hostname: origin.logStream, ddtags, message, timestamp },
    cloudwatch: { log_group: origin.logGroup, event_id: id },
    ...attributes,
  };
  const fitted = fit(document, MAX_LOG_BYTES);
  return { body: fitted.json, truncated: fitted.truncated };
}

type NestedAttributes = Record<string, unknown>;

/** Names of the objects that contain an attribute, and its own name. */
interface AttributePath {
  readonly parents: readonly string[];
  readonly name: string;
}

/** Datadog nests attributes at dots: `http.method` is `{ http: { method } }`. Time and message are those of every log. */
const ATTRIBUTE_PATHS: ReadonlyMap<string, AttributePath> = new Map([
  ...(FIELDS as readonly Field[])
    .filter(({ name }) => name !== "@timestamp" && name !== "message")
    .map(({ name, datadog = name }) => [name, attributePath(datadog)] as const),
  [ATTRIBUTES, attributePath(ATTRIBUTES)],
]);

function attributePath(dotted: string): AttributePath {
  const end = dotted.lastIndexOf(".");
  return { parents: end < 0 ? [] : dotted.slice(0, end).split("."), name: dotted.slice(end + 1) };
}

function standardAttributes(record: LogRecord): NestedAttributes {
  const attributes: NestedAttributes = {};
  for (const field of Object.keys(record)) {
    const value = record[field as keyof LogRecord];
    const path = ATTRIBUTE_PATHS.get(field);
    if (!path || value === undefined) continue;
    let object = attributes;
    for (const parent of path.parents) object = (object[parent] ??= {}) as NestedAttributes;
    object[path.name] = value;
  }
  return attributes;
}
