import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";

const FOLDER = join(__dirname, "../../.github/workflows");
const WORKFLOWS = readdirSync(FOLDER).map((file) => ({
  file,
  text: readFileSync(join(FOLDER, file), "utf8"),
}));

/** `actions/checkout@<commit>`, without those of this repository. */
function actionsOf(text: string): readonly string[] {
  return [...text.matchAll(/^\s+(?:- )?uses: (?<action>[^.\s]\S+)/gm)].map(
    ({ groups }) => groups?.["action"] ?? "",
  );
}

test("there are workflows", () => {
  expect(WORKFLOWS.map(({ file }) => file)).toContain("pull-request.yml");
});

test.each(WORKFLOWS)("$file pins every action by commit, and names where the commit was read", ({ text }) => {
  for (const action of actionsOf(text)) {
    expect(action).toMatch(/@[0-9a-f]{40}$/);
    expect(text).toContain(`# - ${action.split("@")[0]}: `);
  }
});

test("an action has the same commit in every workflow", () => {
  const actions = new Set(WORKFLOWS.flatMap(({ text }) => actionsOf(text)));
  expect(new Set([...actions].map((action) => action.split("@")[0])).size).toBe(actions.size);
});

test.each(WORKFLOWS)(
  "$file gives no permission to all of its jobs, and reads no stored secret",
  ({ text }) => {
    expect((parse(text) as { permissions: object }).permissions).toEqual({});
    expect(text).not.toMatch(/secrets\.|AWS_ACCESS_KEY/);
  },
);
