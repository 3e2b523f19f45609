/**
 * `npm run diff:mutations`: changes production's templates in one property at a time, grades each change as
 * `npx logs diff` does, and prints how often it reached the expected grade. Exits with 1 below 95 %.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { plainTable } from "../ops/cli/plain-table";
import { readJson, stacksOf } from "../ops/diff/sides/cloud-assembly";
import { synthesizeEnvironment } from "../ops/diff/sides/synthesize";
import { type MutationResult, runMutations } from "../test/fixtures/diff/mutation";
import { MUTATIONS } from "../test/fixtures/diff/mutations";

const MIN_SHARE = 0.95;

async function main(): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), "inventorysync-mutations-"));
  try {
    await synthesizeEnvironment(process.cwd(), "production", folder);
    const templates = stacksOf(folder).map(({ path, template }) => [
      path,
      readJson(join(folder, template)) as object,
    ]);
    return print(runMutations(MUTATIONS, Object.fromEntries(templates) as Record<string, object>));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function print(results: readonly MutationResult[]): number {
  const isRight = ({ expected, found }: MutationResult) => expected === found;
  const kinds = [
    ...new Set(results.map(({ type, change, expected }) => [type, change, expected].join("\t"))),
  ];
  const rows = kinds.map((kind) => {
    const own = results.filter(({ type, change, expected }) => [type, change, expected].join("\t") === kind);
    return [...kind.split("\t"), String(own.filter(isRight).length), String(own.length)];
  });
  console.log(
    plainTable(["type", "change", "expected", "right", "of"], rows, [false, false, false, true, true]),
  );
  const misses = results.filter((result) => !isRight(result));
  for (const { type, change, resource, expected, found } of misses)
    console.log(`missed: ${type} ${resource}: ${change}: expected ${expected}, found ${found}`);
  const share = 1 - misses.length / results.length;
  console.log(
    `${results.length - misses.length} of ${results.length} changes graded right (${(100 * share).toFixed(1)} %)`,
  );
  return share >= MIN_SHARE ? 0 : 1;
}

void main().then((status) => {
  process.exitCode = status;
});
