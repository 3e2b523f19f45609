import { appEnvironment, ConfigurationError, loadEnvironment, loadEnvironments } from "../../config";
import {
  describeAccepted,
  ENVIRONMENT_JSON_SCHEMA,
  kindSetting,
  type SettingSchema,
  valueAt,
} from "../../config/setting-schema";
import { code, table } from "./markdown";

interface SettingRow {
  readonly path: string;
  readonly setting: SettingSchema;
  readonly required: boolean;
  /** The kinds of object that have this setting, if not all have it. */
  readonly kinds: readonly string[];
}

export function settingTable(): string {
  const rows = settingRows({ path: "", setting: ENVIRONMENT_JSON_SCHEMA, required: true, kinds: [] });
  return table(
    ["setting", "for kind", "accepted values", "default", "description"],
    joinKinds(rows).map(({ path, setting, required, kinds }) => [
      code(path),
      [...new Set(kinds)].map(code).join(", "),
      describeAccepted(setting),
      defaultOf(setting, required),
      setting.description ?? "",
    ]),
  );
}

/** Merges the rows of a setting that is the same for several kinds. */
function joinKinds(rows: readonly SettingRow[]): SettingRow[] {
  const joined = new Map<string, SettingRow>();
  for (const row of rows) {
    const key = JSON.stringify([row.path, defaultOf(row.setting, row.required)]);
    joined.set(key, { ...row, kinds: [...(joined.get(key)?.kinds ?? []), ...row.kinds] });
  }
  return [...joined.values()];
}

function defaultOf(setting: SettingSchema, required: boolean): string {
  if (setting.default !== undefined) return code(JSON.stringify(setting.default));
  return required ? "required" : "not set";
}

/**
 * The row of a setting, or the rows of an object's settings, in the order of the schema. An optional object has its own
 * row too.
 */
function settingRows(row: SettingRow): SettingRow[] {
  const { setting, path } = row;
  if (setting.oneOf) return [kindRow(row), ...setting.oneOf.flatMap((option) => optionRows(option, path))];
  if (setting.propertyNames?.enum) return [rowOfEachLog(row)];
  if (setting.propertyNames) return namedPartRows(row);
  if (setting.type !== "object") return [row];
  const members = Object.entries(setting.properties ?? {}).flatMap(([key, member]) =>
    settingRows({
      ...row,
      path: path === "" ? key : `${path}.${key}`,
      setting: member,
      required: setting.required?.includes(key) ?? false,
    }),
  );
  return setting.description === undefined ? members : [row, ...members];
}

/** One row for all logs. */
function rowOfEachLog(row: SettingRow): SettingRow {
  return { ...row, path: `${row.path}.<log>`, setting: memberOf(row.setting), required: false };
}

/** The settings of each host group. Its name is a setting too. */
function namedPartRows(row: SettingRow): SettingRow[] {
  const path = `${row.path}.<group>`;
  return [
    { ...row, required: false },
    { ...row, path, setting: row.setting.propertyNames ?? {}, required: false },
    ...settingRows({ ...row, path, setting: memberOf(row.setting) }),
  ];
}

/** The setting of each entry of a record. */
function memberOf({ additionalProperties }: SettingSchema): SettingSchema {
  return additionalProperties === false ? {} : (additionalProperties ?? {});
}

function kindRow({ setting, ...row }: SettingRow): SettingRow {
  const kind = kindSetting(setting);
  const defaultKind = valueAt(["kind"], setting.default);
  return {
    ...row,
    path: `${row.path}.kind`,
    setting: defaultKind === undefined ? kind : { ...kind, default: defaultKind },
  };
}

function optionRows(option: SettingSchema, path: string): SettingRow[] {
  const { kind, ...properties } = option.properties ?? {};
  return settingRows({
    path,
    setting: { ...option, properties },
    required: true,
    kinds: [String(kind?.const)],
  });
}

/** The table of all variables, with the values of production, the environment with the most variables. */
export function variableTable(): string {
  return table(
    ["variable", "setting", "value in production", "used by", "description"],
    appEnvironment(loadEnvironment("production"), "api").map(
      ({ name, setting, value, readBy, description }) => [
        code(name),
        code(setting),
        typeof value === "object"
          ? `the secret ${code(value.secret)}`
          : value === undefined
            ? ""
            : code(value),
        readBy,
        description,
      ],
    ),
  );
}

/** The error report for the invalid fixture that docs/configuration.md shows. */
export function wrongConfiguration(): string {
  try {
    loadEnvironments({ file: "test/fixtures/config/three-mistakes.ts" });
  } catch (error) {
    if (error instanceof ConfigurationError) return ["```text", error.message, "```"].join("\n");
    throw error;
  }
  throw new Error("test/fixtures/config/three-mistakes.ts was accepted, expected an error");
}
