import { readFileSync } from "node:fs";
import { join } from "node:path";
import { SINKS } from "../../catalog";
import { environmentSchema } from "../../config/schema";
import { ENVIRONMENT_JSON_SCHEMA, type SettingSchema } from "../../config/setting-schema";

const page = readFileSync(join(__dirname, "../../docs/configuration.md"), "utf8");

test("every setting has a description", () => {
  expect(undescribedSettings(ENVIRONMENT_JSON_SCHEMA, "")).toEqual([]);
});

test.each(SINKS)("$setting, which turns $name on, is a setting", ({ setting }) => {
  expect(environmentSchema.shape).toHaveProperty(setting);
});

test.each(SINKS)("the page says what the secret $secret holds", ({ secret }) => {
  expect(page).toContain(`| \`inventorysync/<environment>/${secret}\``);
});

/** Paths of settings without a description. `kind` is described by the object that it selects. */
function undescribedSettings(setting: SettingSchema, path: string): string[] {
  if (setting.oneOf) return setting.oneOf.flatMap((option) => undescribedSettings(option, path));
  if (!setting.properties) return setting.description === undefined && !setting.propertyNames ? [path] : [];
  return Object.entries(setting.properties)
    .filter(([key]) => key !== "kind")
    .flatMap(([key, member]) => [
      ...(member.oneOf && member.description === undefined ? [`${path}.${key}.kind`] : []),
      ...undescribedSettings(member, `${path}.${key}`),
    ]);
}
