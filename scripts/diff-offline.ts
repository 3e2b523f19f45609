/**
 * `npm run diff:offline -- <earlier assembly> [environment …]`: compares the stacks of this checkout with the cloud
 * assembly of an earlier `npm run synth`, and prints the differences. It synthesizes this checkout into a temporary
 * folder, so that it never compares an outdated cdk.out. It needs no AWS account. Exit codes: 0 no difference,
 * 1 differences, 2 error.
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { type StackArtifact, stacksOf, synthesize } from "./cloud-assembly";

async function main(): Promise<number> {
  const [earlier, ...environments] = process.argv.slice(2);
  if (earlier === undefined) {
    throw new Error(
      "the earlier assembly is missing; give its folder, for example: npm run diff:offline -- ../main/cdk.out",
    );
  }
  if (!existsSync(join(earlier, "manifest.json")))
    throw new Error(`${earlier} is not a cloud assembly; create it with npm run synth`);

  const current = mkdtempSync(join(tmpdir(), "inventorysync-synth-"));
  try {
    const context = environments.length === 0 ? [] : ["--context", `environments=${environments.join(",")}`];
    if ((await synthesize(["--output", current, ...context])) !== 0)
      throw new Error("this checkout does not synthesize; npm run synth shows why");
    return printDiffs(current, earlier, environments);
  } finally {
    rmSync(current, { recursive: true, force: true });
  }
}

function printDiffs(current: string, earlier: string, environments: readonly string[]): number {
  const isSelected = ({ environment }: StackArtifact) =>
    environments.length === 0 || environments.includes(environment);
  const stacks = stacksOf(current).filter(isSelected);
  if (stacks.length === 0) throw new Error(`this checkout has no stack of ${environments.join(", ")}`);
  const removed = stacksOf(earlier)
    .filter(isSelected)
    .filter(({ path }) => !stacks.some((stack) => stack.path === path));
  const changed = stacks.map((stack) => printDiff(stack, current, earlier));
  for (const { path } of removed) {
    console.log(`${path} was removed`);
    changed.push(true);
  }
  console.log(`${changed.filter(Boolean).length} of ${changed.length} stacks differ`);
  return changed.some(Boolean) ? 1 : 0;
}

/** Prints the difference. */
function printDiff({ path, template }: StackArtifact, current: string, earlier: string): boolean {
  const before = join(resolve(earlier), template);
  if (!existsSync(before)) {
    console.log(`${path} is new`);
    return true;
  }
  const { status } = spawnSync(
    process.execPath,
    [
      require.resolve("aws-cdk/bin/cdk"),
      "diff",
      path,
      "--app",
      current,
      "--template",
      before,
      "--exclusively",
      "--fail",
    ],
    { stdio: "inherit" },
  );
  return status !== 0;
}

main().then(
  (status) => {
    process.exitCode = status;
  },
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 2;
  },
);
