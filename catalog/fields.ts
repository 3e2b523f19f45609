import type { Level } from "./levels";
import type { SensitiveDataClass } from "./redaction";

export interface ExceptionRecord {
  readonly type: string;
  readonly value: string;
  /** One traceback frame or line per element, outermost call first. */
  readonly stacktrace: readonly string[];
}

/**
 * The largest integer that a field keeps; the least is its negative. JSON.parse loses digits beyond it. OpenSearch's
 * `integer` (32 bits) is smaller, so that the index mapping uses `long`.
 */
export const MAX_INTEGER = Number.MAX_SAFE_INTEGER;

/** What each type is in TypeScript; the other renderings are `record.ts` (zod) and the search templates. */
interface TypeOf {
  timestamp: string;
  level: Level;
  keyword: string;
  text: string;
  double: number;
  integer: number;
  classes: readonly SensitiveDataClass[];
  exception: ExceptionRecord;
}
export type FieldType = keyof TypeOf;

/** One field of the log record, and its name in each destination. */
export interface Field {
  readonly name: string;
  readonly type: FieldType;
  readonly description: string;
  /** Also indexed as `<name>.keyword`, which the guide's queries and older dashboards use. */
  readonly keywordSubfield?: true;
  /** Nearly every value occurs only a few times: people search for it, and do not sort or group by it. */
  readonly identifier?: true;
  /** Name in the Elastic Common Schema, indexed as an alias in OpenSearch. */
  readonly ecs?: string;
  /**
   * Standard attribute of Datadog.
   * @default - Datadog receives the field under its own name
   */
  readonly datadog?: string;
}

/** The fields of a log record, in the order InventorySync writes them. */
export const FIELDS = [
  { name: "@timestamp", type: "timestamp", description: "time of the event, in UTC", datadog: "timestamp" },
  {
    name: "level",
    type: "level",
    description: "severity, in upper case",
    keywordSubfield: true,
    ecs: "log.level",
    datadog: "status",
  },
  {
    name: "logger",
    type: "keyword",
    description: "dotted name of the Python logger",
    keywordSubfield: true,
    ecs: "log.logger",
    datadog: "logger.name",
  },
  { name: "message", type: "text", description: "human-readable description of the event" },
  {
    name: "error_type",
    type: "keyword",
    description: "class name of the error",
    keywordSubfield: true,
    ecs: "error.type",
    datadog: "error.kind",
  },
  { name: "value", type: "double", description: "the measured number, in the unit of the field `unit`" },
  { name: "metric", type: "keyword", description: "name of the measurement, such as http.server.duration" },
  { name: "unit", type: "keyword", description: "unit of `value`, such as ms" },
  { name: "event", type: "keyword", description: "stable name of the kind of event, such as stock.updated" },
  {
    name: "request_id",
    type: "keyword",
    description: "id of the HTTP request",
    identifier: true,
    datadog: "http.request_id",
  },
  {
    name: "trace_id",
    type: "keyword",
    description: "W3C trace id, 32 hex digits",
    identifier: true,
    ecs: "trace.id",
  },
  {
    name: "span_id",
    type: "keyword",
    description: "W3C span id, 16 hex digits",
    identifier: true,
    ecs: "span.id",
  },
  {
    name: "method",
    type: "keyword",
    description: "HTTP method",
    ecs: "http.request.method",
    datadog: "http.method",
  },
  {
    name: "path",
    type: "keyword",
    description: "route template or path, without the query string",
    ecs: "url.path",
    datadog: "http.url_details.path",
  },
  {
    name: "status",
    type: "integer",
    description: "HTTP status code",
    ecs: "http.response.status_code",
    datadog: "http.status_code",
  },
  { name: "duration_ms", type: "double", description: "duration of the request, in milliseconds" },
  { name: "shop", type: "keyword", description: "short unique name (handle) of the shop, such as demo-shop" },
  {
    name: "actor",
    type: "keyword",
    description: "internal id of whoever acted; never a name or an e-mail address",
    ecs: "user.id",
    datadog: "usr.id",
  },
  {
    name: "resource",
    type: "keyword",
    description: "what the event is about: the data that was read or changed, or a cache",
  },
  {
    name: "reason",
    type: "keyword",
    description: "why something was denied or failed, as a stable name such as wrong-password",
  },
  {
    name: "source",
    type: "keyword",
    description: "address that a request came from",
    datadog: "network.client.ip",
  },
  {
    name: "statement",
    type: "keyword",
    description: "database statement with placeholders instead of values",
    datadog: "db.statement",
  },
  {
    name: "environment",
    type: "keyword",
    description: "value of the application's variable ENVIRONMENT",
    datadog: "env",
  },
  {
    name: "release",
    type: "keyword",
    description: "commit of the application, the value of its variable APP_VERSION",
    ecs: "service.version",
    datadog: "version",
  },
  { name: "exception", type: "exception", description: "type, value and stack trace of the exception" },
  {
    name: "redacted",
    type: "classes",
    description:
      "classes of sensitive data that redaction replaced in the line; only the platform writes this field",
  },
] as const satisfies readonly Field[];

type FieldRow = (typeof FIELDS)[number];
export type FieldName = FieldRow["name"];

/** Field for all other keys, and for values that do not match the type of their field. */
export const ATTRIBUTES = "attributes";

/** One log record: any of the fields, and free attributes. */
export type LogRecord = { -readonly [Row in FieldRow as Row["name"]]?: TypeOf[Row["type"]] } & {
  [ATTRIBUTES]?: Readonly<Record<string, unknown>>;
};
