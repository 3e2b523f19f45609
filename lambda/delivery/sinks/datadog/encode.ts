import { ATTRIBUTES, type Field, type FieldName, FIELDS, type LogRecord } from "../../../../catalog";
import type { LogEvent } from "../../log-event";
import { timeAtSink } from "../event-time";
import { fit } from "../fit";
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
  const document = {
    ddsource: SOURCE,
    service: SERVICE,
    hostname: origin.logStream,
    ddtags: `env:${environment},log:${log}`,
    // The intake requires a message in every log.
    message: "",
    ...toStandardAttributes(record),
    timestamp: new Date(time.sent).toISOString(),
    ...time.fields,
    ...(record[ATTRIBUTES] && { [ATTRIBUTES]: record[ATTRIBUTES] }),
    cloudwatch: { log_group: origin.logGroup, event_id: event.id },
  };
  const { json, truncated } = fit(document, MAX_LOG_BYTES);
  return { body: json, truncated };
}

/** Datadog nests attributes at dots: `http.method` is `{ http: { method } }`. */
const ATTRIBUTE_PATHS = (FIELDS as readonly (Field & { readonly name: FieldName })[]).map(
  ({ name, datadog = name }) => [name, datadog.split(".")] as const,
);

function toStandardAttributes(record: LogRecord): NestedAttributes {
  const root: NestedAttributes = {};
  for (const [name, path] of ATTRIBUTE_PATHS) {
    if (record[name] !== undefined) setAtPath(root, path, record[name]);
  }
  return root;
}

type NestedAttributes = Record<string, unknown>;

function setAtPath(attributes: NestedAttributes, [name, ...deeper]: readonly string[], value: unknown): void {
  if (name === undefined) return;
  if (deeper.length === 0) attributes[name] = value;
  else setAtPath((attributes[name] ??= {}) as NestedAttributes, deeper, value);
}
