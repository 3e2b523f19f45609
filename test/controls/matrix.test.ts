import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { FRAMEWORKS, missingProperties, MEASURES, statusOf } from "../../controls";
import { operatorCommandNames } from "../fixtures/run-operator-command";

const PROJECT = join(__dirname, "../..");
const CONTROLS = FRAMEWORKS.flatMap((framework) =>
  framework.controls.map((control) => ({ standard: framework.id, ...control })),
);
const BUILT = Object.entries(MEASURES).flatMap(([id, measure]) =>
  measure.construct === undefined ? [] : [{ id, ...measure }],
);
const EVIDENCE = BUILT.flatMap(({ evidence }) => evidence);
const TESTS = EVIDENCE.flatMap((each) => (each.kind === "test" ? [each] : []));
const COMMANDS = EVIDENCE.flatMap((each) => (each.kind === "command" ? [each.command] : []));
const read = (file: string) => readFileSync(join(PROJECT, file), "utf8");

test("the matrix has the controls of six standards, each once", () => {
  expect(FRAMEWORKS.map(({ id }) => id)).toEqual(["soc2", "gdpr", "pci", "hipaa", "asvs", "cheat-sheet"]);
  expect(new Set(CONTROLS.map(({ standard, id }) => `${standard} ${id}`)).size).toBe(CONTROLS.length);
});

test.each([
  ["soc2", ["CC6.1", "CC6.8", "CC7.1", "CC7.5", "CC8.1", "A1.1", "A1.3", "C1.1", "C1.2", "P1", "P8"]],
  ["gdpr", ["5.1.a", "5.1.f", "5.2", "15", "17", "25", "30", "32.1.a", "32.1.d", "33"]],
  ["pci", ["10.1.1", "10.2.1.7", "10.2.2", "10.3.4", "10.4.3", "10.5.1", "10.6.3", "10.7.3"]],
  ["hipaa", ["164.312.a.1", "164.312.a.2.iv", "164.312.b", "164.312.c.2", "164.312.d", "164.312.e.2.ii"]],
  ["asvs", ["16.1.1", "16.2.1", "16.2.5", "16.3.4", "16.4.3", "16.5.4"]],
])("%s has the controls from the first to the last of each group", (standard, ids) => {
  const own = CONTROLS.filter((control) => control.standard === standard).map(({ id }) => id);
  expect(own).toEqual(expect.arrayContaining(ids));
});

test.each(BUILT)("the construct of $id exists", ({ construct: { file, name } }) => {
  expect(existsSync(join(PROJECT, file))).toBe(true);
  if (name === undefined) return;
  expect(read(file)).toMatch(
    new RegExp(`export (?:abstract )?(?:async )?(?:class|function|const) ${name}\\b`),
  );
});

test.each(TESTS)("the test “$title” is in $file", ({ file, title }) => {
  const text = read(file);
  const inPython = file.endsWith(".py") && text.includes(`def ${title}(`);
  expect(inPython || text.includes(`"${title}"`)).toBe(true);
});

test.each([...new Set(COMMANDS)])("the command “%s” exists", (command) => {
  const { scripts } = JSON.parse(read("package.json")) as { readonly scripts: object };
  const known = [
    ...operatorCommandNames().map((name) => `npx logs ${name}`),
    ...Object.keys(scripts).map((name) => `npm run ${name}`),
  ];
  expect(known).toContain(command.split(" ").slice(0, 3).join(" "));
});

test("every measure belongs to a control, and every measure that exists has evidence", () => {
  const used = new Set(CONTROLS.flatMap(({ measures }) => measures));
  expect(Object.keys(MEASURES).filter((id) => !used.has(id as never))).toEqual([]);
  expect(BUILT.filter(({ evidence }) => evidence.length === 0)).toEqual([]);
});

test("a control that is met or partly met has a measure that exists", () => {
  const unfounded = CONTROLS.filter((control) => /^(?:met|partly)$/.test(statusOf(control))).filter(
    ({ measures }) => measures.every((id) => MEASURES[id].construct === undefined),
  );
  expect(unfounded).toEqual([]);
});

test("a control that waits for a measure is not met, or partly", () => {
  for (const control of CONTROLS.filter((each) => missingProperties(each).length > 0))
    expect(statusOf(control)).toBe(control.withoutMeasure ?? "not met");
});

test("a control says what remains, and whose it is, in the words of this project", () => {
  for (const { requirement, remaining, owner } of CONTROLS) {
    expect(remaining.length).toBeGreaterThan(5);
    expect(owner).not.toBe("");
    // The texts of the standards are longer, and not copied.
    expect(requirement.length).toBeLessThan(140);
  }
});

test("every standard has a file of its own", () => {
  expect(readdirSync(join(PROJECT, "controls/frameworks")).sort()).toEqual(
    FRAMEWORKS.map(({ id }) => `${id}.ts`).sort(),
  );
});
