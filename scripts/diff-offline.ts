/**
 * `npm run diff:offline -- <earlier assembly> [environment …]`: compares the stacks of this checkout with the cloud
 * assembly of an earlier `npm run synth`, and prints the differences. It needs no AWS account. Exit codes: 0 no
 * difference, 1 differences, 2 error.
 */
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";

const CURRENT_ASSEMBLY = resolve("cdk.out");

interface StackArtifact {
  /** `production/Storage` */
  readonly path: string;
  /** Relative to the assembly. */
  readonly template: string;
}

function main(): number {
  const [earlier, ...environments] = process.argv.slice(2);
  if (earlier === undefined) {
    throw new Error(
      "the earlier assembly is missing; give its folder, for example: npm run diff:offline -- ../main/cdk.out",
    );
  }
  for (const folder of [CURRENT_ASSEMBLY, earlier]) {
    if (!existsSync(join(folder, "manifest.json")))
      throw new Error(`${folder} is not a cloud assembly; create it with npm run synth`);
  }

  const stacks = stacksOf(CURRENT_ASSEMBLY).filter(
    ({ path }) => environments.length === 0 || environments.includes(environmentOf(path)),
  );
  if (stacks.length === 0) throw new Error(`${CURRENT_ASSEMBLY} has no stack of ${environments.join(", ")}`);
  const removed = stacksOf(earlier).filter(({ path }) => !stacks.some((stack) => stack.path === path));
  const changed = stacks.map((stack) => printDiff(stack, earlier));
  for (const { path } of removed.filter(
    (stack) => environments.length === 0 || environments.includes(environmentOf(stack.path)),
  )) {
    console.log(`${path} was removed`);
    changed.push(true);
  }
  console.log(`${changed.filter(Boolean).length} of ${changed.length} stacks differ`);
  return changed.some(Boolean) ? 1 : 0;
}

/** The stacks of every Stage, in the order of the manifest. */
function stacksOf(assembly: string): StackArtifact[] {
  const folders = readdirSync(assembly, { withFileTypes: true }).filter(
    (entry) => entry.isDirectory() && entry.name.startsWith("assembly-"),
  );
  return folders.flatMap(({ name }) => {
    const { artifacts } = JSON.parse(readFileSync(join(assembly, name, "manifest.json"), "utf8")) as Manifest;
    return Object.values(artifacts).flatMap(({ type, displayName, properties }) =>
      type === "aws:cloudformation:stack" &&
      displayName !== undefined &&
      properties?.templateFile !== undefined
        ? [{ path: displayName, template: join(name, properties.templateFile) }]
        : [],
    );
  });
}

interface Manifest {
  readonly artifacts: Readonly<
    Record<
      string,
      {
        readonly type: string;
        readonly displayName?: string;
        readonly properties?: { readonly templateFile?: string };
      }
    >
  >;
}

function environmentOf(path: string): string {
  return path.split("/", 1)[0] ?? path;
}

/** Prints the differences of one stack. @returns whether there are any */
function printDiff({ path, template }: StackArtifact, earlier: string): boolean {
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
      CURRENT_ASSEMBLY,
      "--template",
      before,
      "--exclusively",
      "--fail",
    ],
    { stdio: "inherit" },
  );
  return status !== 0;
}

try {
  process.exitCode = main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 2;
}
