import { z } from "zod";
import {
  type Field,
  FIELDS,
  type FieldType,
  LEVEL_KEYS,
  LEVEL_SCALES,
  LEVEL_VOCABULARIES,
  LEVELS,
  type Log,
  LOG_METRICS,
  type LogMetric,
  LOGS,
  SENSITIVE_DATA_CLASSES,
} from "../../catalog";
import { logRecordSchema } from "../../catalog/record";
import { LOGGER_KEYS, MESSAGE_KEYS, type TextKey } from "../../lambda/forwarder/record/other-keys";
import { TIME_KEYS, type TimeKey } from "../../lambda/forwarder/record/read-time";
import { code, table } from "./markdown";

/** The schema allows unknown keys: the forwarder moves them to `attributes`. */
export function jsonSchema(): string {
  return JSON.stringify(z.toJSONSchema(logRecordSchema, { io: "input" }));
}

const TYPES: Readonly<Record<FieldType, string>> = {
  timestamp: "text (RFC 3339)",
  level: LEVELS.map(code).join(", "),
  keyword: "text",
  text: "text",
  double: "number",
  integer: "integer",
  classes: SENSITIVE_DATA_CLASSES.map(code).join(", "),
  exception: "object",
};

export function fieldTable(): string {
  return table(
    ["field", "type", "description", "other names in OpenSearch", "name in Datadog"],
    FIELDS.map((field: Field) => [
      code(field.name),
      TYPES[field.type],
      field.description,
      openSearchNames(field).map(code).join(", "),
      field.datadog === undefined ? "" : code(field.datadog),
    ]),
  );
}

function openSearchNames({ name, keywordSubfield, ecs }: Field): string[] {
  return [...(keywordSubfield ? [`${name}.keyword`] : []), ...(ecs === undefined ? [] : [ecs])];
}

export function logTable(): string {
  return table(
    ["log", "file", "Python loggers", "contents", "data class", "retention", "sinks"],
    LOGS.map((log: Log) => [
      log.id,
      code(log.file),
      log.loggers.map(code).join(", "),
      log.description,
      log.dataClass,
      `${log.retentionDays} days`,
      log.destinations.join(", "),
    ]),
  );
}

/** The metrics that metric filters make of the lines of the logs. */
export function logMetricTable(): string {
  return table(
    ["metric", "log", "unit", "what it counts or measures"],
    Object.values<LogMetric>(LOG_METRICS).map(({ name, log, unit, description }) => [
      code(name),
      log,
      unit,
      description,
    ]),
  );
}

/** The names and numbers of the levels, by their sources. */
export function levelTable(): string {
  const scales = Object.values(LEVEL_SCALES).map(({ source, steps }) => {
    const cells = LEVELS.map((level) =>
      steps
        .flatMap(([from, each], index) => (each === level ? rangeText(from, steps[index + 1]?.[0]) : []))
        .join(", "),
    );
    return [`numbers: ${source}`, ...cells];
  });
  return table(
    ["source", ...LEVELS.map(code)],
    [
      ...LEVEL_VOCABULARIES.map(({ source, names }) => [
        source,
        ...LEVELS.map((level) => (names[level] ?? []).map(code).join(", ")),
      ]),
      ...scales,
    ],
  );
}

function rangeText(from: number, before: number | undefined): string {
  return before === undefined || before === from + 1 ? String(from) : `${from} to ${before - 1}`;
}

/** The keys of other libraries from which the forwarder fills a field, in their order. */
export function otherKeyTable(): string {
  return table(
    ["field", "keys"],
    [
      [code("level"), LEVEL_KEYS.map((key) => besideText(key, key.beside)).join(", ")],
      [code("message"), textKeys(MESSAGE_KEYS)],
      [code("logger"), textKeys(LOGGER_KEYS)],
      [code("@timestamp"), TIME_KEYS.map(timeKeyText).join(", ")],
    ],
  );
}

/** The keys of a level that the metric filters read. */
export function countedLevelKeys(): string {
  return LEVEL_KEYS.filter(({ counted }) => counted)
    .map(({ key }) => code(key))
    .join(", ");
}

function textKeys(keys: readonly TextKey[]): string {
  return keys.map((key) => besideText(key, key.beside?.join("` or `"))).join(", ");
}

function besideText({ key }: { readonly key: string }, beside: string | undefined): string {
  return beside === undefined ? code(key) : `${code(key)} beside ${code(beside)}`;
}

function timeKeyText(key: TimeKey): string {
  return typeof key === "string" ? code(key) : `${code(key.seconds)} with ${code(key.nanoseconds)}`;
}
