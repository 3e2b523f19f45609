import { appEnvironment, ConfigurationError, loadEnvironments } from "../../config";
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
  /** Kinds of object that have it, where not all do. */
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

/** One row for a setting that several kinds have in the same way. */
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
  return required ? "required" : "none";
}

/** A setting, or the settings of an object, in the order of the schema; an object that may be left out has a row too. */
function settingRows(row: SettingRow): SettingRow[] {
  const { setting, path } = row;
  if (setting.oneOf) return [kindRow(row), ...setting.oneOf.flatMap((option) => optionRows(option, path))];
  if (setting.propertyNames) return [retentionRow(row)];
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
function retentionRow({ setting, ...row }: SettingRow): SettingRow {
  const days = setting.additionalProperties === false ? undefined : setting.additionalProperties;
  return { ...row, path: `${row.path}.<log>`, setting: days ?? {}, required: false };
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

/** Every variable, as the environment with most of them has it. */
export function variableTable(): string {
  const [production] = loadEnvironments({ only: ["production"] });
  return table(
    ["variable", "setting", "value in production", "used by", "description"],
    (production ? appEnvironment(production) : []).map(({ name, setting, value, readBy, description }) => [
      code(name),
      code(setting),
      typeof value === "object" ? `the secret ${code(value.secret)}` : value === undefined ? "" : code(value),
      readBy,
      description,
    ]),
  );
}

/** What the fixture that docs/configuration.md shows is refused with. */
export function wrongConfiguration(): string {
  try {
    loadEnvironments({ file: "test/fixtures/config/three-mistakes.ts" });
  } catch (error) {
    if (error instanceof ConfigurationError) return ["```text", error.message, "```"].join("\n");
    throw error;
  }
  throw new Error("expected test/fixtures/config/three-mistakes.ts to be refused, and it was accepted");
}
