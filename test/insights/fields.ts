import { fromBoolean, Timestamp, type Row, type Value } from "./values";

/** A log event, as its log group has it. */
export interface InsightsEvent {
  /** Milliseconds since the Unix epoch. */
  readonly timestamp: number;
  readonly message: string;
  readonly logGroup: string;
  readonly logStream: string;
}

/** Source: CloudWatch Logs User Guide, "Supported logs and discovered fields", "Fields in JSON logs". */
export const MAX_DISCOVERED_FIELDS = 200;
/** The account in `@log`, because an event has none. */
export const ACCOUNT_ID = "000000000000";

/** The system fields of a log event and the fields that Logs Insights discovers in its message. */
export function rowOf(event: InsightsEvent): Row {
  return new Map<string, Value>([
    ...discoverFields(event.message),
    ["@timestamp", new Timestamp(event.timestamp)],
    ["@ingestionTime", new Timestamp(event.timestamp)],
    ["@message", event.message],
    ["@logStream", event.logStream],
    ["@log", `${ACCOUNT_ID}:${event.logGroup}`],
  ]);
}

/** The leaves of a JSON object, in the order of the message. Any other message has none. */
function discoverFields(message: string): ReadonlyMap<string, Value> {
  const fields = new Map<string, Value>();
  const root = parseObject(message);
  for (const [key, value] of Object.entries(root)) {
    addLeaves(fields, key.startsWith("@") ? `@${key}` : key, value);
  }
  return fields;
}

function addLeaves(fields: Map<string, Value>, name: string, value: unknown): void {
  if (typeof value === "object" && value !== null) {
    for (const [key, child] of Object.entries(value)) addLeaves(fields, `${name}.${key}`, child);
    return;
  }
  if (fields.size >= MAX_DISCOVERED_FIELDS || fields.has(name)) return;
  if (typeof value === "boolean") fields.set(name, fromBoolean(value));
  if (typeof value === "string" || typeof value === "number") fields.set(name, value);
}

function parseObject(message: string): object {
  try {
    const parsed: unknown = JSON.parse(message);
    return typeof parsed === "object" && parsed !== null && !Array.isArray(parsed) ? parsed : {};
  } catch {
    return {};
  }
}
