import { z } from "zod";
import { ATTRIBUTES, FIELDS, type FieldType, type LogRecord, MAX_INTEGER } from "./fields";
import { LEVELS } from "./levels";
import { SENSITIVE_DATA_CLASSES } from "./redaction";

const ZOD_TYPES: Readonly<Record<FieldType, z.ZodType>> = {
  timestamp: z.iso.datetime({ offset: true }),
  level: z.enum(LEVELS),
  keyword: z.string(),
  text: z.string(),
  double: z.number(),
  integer: z.int().min(-MAX_INTEGER).max(MAX_INTEGER),
  classes: z.array(z.enum(SENSITIVE_DATA_CLASSES)),
  exception: z.object({ type: z.string(), value: z.string(), stacktrace: z.array(z.string()) }),
};

/** The log record as a zod schema. docs/log-record.schema.json is the JSON Schema generated from it. */
export const logRecordSchema = z
  .object({
    ...Object.fromEntries(
      FIELDS.map(({ name, type, description }) => [name, ZOD_TYPES[type].describe(description).optional()]),
    ),
    [ATTRIBUTES]: z.record(z.string(), z.unknown()).describe("all other keys of the line").optional(),
  })
  .meta({ title: "InventorySync log record" }) as unknown as z.ZodType<LogRecord>;
