import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { judge } from "../../../ops/diff/judge";
import { ALL_RULES } from "../../../ops/diff/rules";
import { compareAssemblies } from "../../../ops/diff/sides/compare-assemblies";
import { writeAssembly } from "../../fixtures/diff/assembly";
import { PAIRS, type Pair } from "../../fixtures/diff/pairs";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "inventorysync-diff-rules-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** The grades that the rule finds in a pair of cloud assemblies. */
function gradesOf({ rule, before, after }: Pair) {
  writeAssembly(join(folder, "before"), before);
  writeAssembly(join(folder, "after"), after);
  const change = compareAssemblies("production", join(folder, "before"), join(folder, "after"));
  return judge(change)
    .filter((finding) => finding.rule === rule)
    .map(({ grade }) => grade);
}

test.each(PAIRS.filter(({ grade }) => grade !== undefined))("$rule: $change: $grade", (pair) => {
  expect(gradesOf(pair)).toEqual([pair.grade]);
});

test.each(PAIRS.filter(({ grade }) => grade === undefined))("$rule: $change: nothing", (pair) => {
  expect(gradesOf(pair)).toEqual([]);
});

test.each(ALL_RULES)("$id has a pair that triggers it, and one that does not", ({ id }) => {
  const own = PAIRS.filter(({ rule }) => rule === id);
  expect(new Set(own.map(({ grade }) => grade === undefined))).toEqual(new Set([true, false]));
});
