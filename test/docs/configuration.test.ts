import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ENVIRONMENT_SETTING, type SettingSchema } from "../../config/settings";

const page = readFileSync(join(__dirname, "../../docs/configuration.md"), "utf8");

test("every setting says what it is", () => {
  expect(unsaid(ENVIRONMENT_SETTING, "")).toEqual([]);
});

test.each(["sentry-dsn", "datadog-api-key", "search-engine"])(
  "the page says what the secret %s holds",
  (secret) => {
    expect(page).toContain(`| \`inventorysync/<environment>/${secret}\``);
  },
);

/** Paths of settings without a description; `kind` is described by the object it decides. */
function unsaid(setting: SettingSchema, path: string): string[] {
  if (setting.oneOf) return setting.oneOf.flatMap((option) => unsaid(option, path));
  if (!setting.properties) return setting.description === undefined && !setting.propertyNames ? [path] : [];
  return Object.entries(setting.properties)
    .filter(([key]) => key !== "kind")
    .flatMap(([key, member]) => [
      ...(member.oneOf && member.description === undefined ? [`${path}.${key}.kind`] : []),
      ...unsaid(member, `${path}.${key}`),
    ]);
}
