import { z } from "zod";
import { environmentSchema } from "./schema";

/** The subset of JSON Schema that describes a setting, with the two custom keywords of `schema.ts`. */
export interface SettingSchema {
  readonly type?: "string" | "number" | "integer" | "boolean" | "array" | "object";
  readonly accepts?: string;
  readonly masked?: boolean;
  readonly description?: string;
  readonly default?: unknown;
  readonly const?: unknown;
  readonly enum?: readonly (string | number)[];
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly items?: SettingSchema;
  readonly properties?: Readonly<Record<string, SettingSchema>>;
  readonly propertyNames?: SettingSchema;
  readonly additionalProperties?: SettingSchema | false;
  readonly required?: readonly string[];
  /** Variants of an object, distinguished by `kind`. */
  readonly oneOf?: readonly SettingSchema[];
}

export const ENVIRONMENT_JSON_SCHEMA = z.toJSONSchema(environmentSchema, { io: "input" }) as SettingSchema;

/** The setting at a path; the `kind` in `input` selects the variant of an object. */
export function settingAt(path: readonly PropertyKey[], input: unknown): SettingSchema | undefined {
  let setting: SettingSchema | undefined = ENVIRONMENT_JSON_SCHEMA;
  let value = input;
  for (const key of path) {
    if (!setting) return undefined;
    setting = childSetting(setting, String(key), value);
    value = valueAt([key], value);
  }
  return setting;
}

/** The value at a path, or undefined. */
export function valueAt(path: readonly PropertyKey[], input: unknown): unknown {
  return path.reduce<unknown>(
    (value, key) => (typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined),
    input,
  );
}

function childSetting(setting: SettingSchema, key: string, value: unknown): SettingSchema | undefined {
  if (setting.oneOf && key === "kind") return kindSetting(setting);
  const object = variant(setting, value);
  const other =
    object?.items ?? (object?.additionalProperties === false ? undefined : object?.additionalProperties);
  return object?.properties?.[key] ?? other;
}

/** The object itself, or the variant that matches the `kind` of `value`. */
function variant(setting: SettingSchema, value: unknown): SettingSchema | undefined {
  if (!setting.oneOf) return setting;
  const kind = valueAt(["kind"], value);
  return setting.oneOf.find((option) => option.properties?.["kind"]?.const === kind);
}

/** The `kind` of an object with variants, as a setting of its own. */
export function kindSetting(setting: SettingSchema): SettingSchema {
  const kinds = (setting.oneOf ?? []).map((option) => String(option.properties?.["kind"]?.const));
  return {
    type: "string",
    enum: kinds,
    ...(setting.description !== undefined && { description: setting.description }),
  };
}

/** The keys that the schema allows at a path. */
export function keysAt(path: readonly PropertyKey[], input: unknown): readonly string[] {
  const setting = settingAt(path, input);
  const object = setting && variant(setting, valueAt(path, input));
  return object?.propertyNames?.enum?.map(String) ?? Object.keys(object?.properties ?? {});
}

/** Describes the values that a setting accepts. */
export function describeAccepted(setting: SettingSchema): string {
  if (setting.accepts !== undefined) return setting.accepts;
  if (setting.oneOf) return `an object whose kind is ${formatAlternatives(kindSetting(setting).enum ?? [])}`;
  if (setting.enum) return formatAlternatives(setting.enum);
  const { type = "string" } = setting;
  switch (type) {
    case "boolean":
      return "true or false";
    case "integer":
      return `a whole number ${range(setting)}`;
    case "number":
      return `a number ${range(setting)}`;
    case "array":
      return `a list; each item ${describeAccepted(setting.items ?? {})}`;
    case "object":
      return `an object with the keys ${(setting.propertyNames?.enum ?? Object.keys(setting.properties ?? {})).join(", ")}`;
    case "string":
      return "a text";
  }
}

/** `1, 2 or 3` */
export function formatAlternatives(values: readonly (string | number)[]): string {
  return values.length < 2
    ? values.join("")
    : `${values.slice(0, -1).join(", ")} or ${String(values.at(-1))}`;
}

function range({ minimum = -Infinity, maximum = Infinity }: SettingSchema): string {
  // Without a bound in the schema, zod writes the limits of safe integers.
  return maximum >= Number.MAX_SAFE_INTEGER ? `of at least ${minimum}` : `from ${minimum} to ${maximum}`;
}
