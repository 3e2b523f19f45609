import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type CommandContext, OperatorError } from "../../cli";
import type { EnvironmentChange } from "../change";
import { isCloudAssembly } from "./cloud-assembly";
import { compareAssemblies } from "./compare-assemblies";
import { checkOut, commitOf } from "./git-checkout";
import { synthesizeEnvironment } from "./synthesize";

export interface Comparison {
  readonly change: EnvironmentChange;
  /** What this checkout is compared with, for people. */
  readonly baseName: string;
}

/**
 * Compares this checkout with a cloud assembly or a commit.
 *
 * @throws OperatorError if the base is neither, or a side does not synthesize
 */
export async function compareWithBase(context: CommandContext, base: string): Promise<Comparison> {
  const { environment } = context.config;
  const checkout = process.cwd();
  return inTemporaryFolder(async (folder) => {
    const after = join(folder, "after");
    if (isCloudAssembly(base)) {
      await synthesizeEnvironment(checkout, environment, after);
      return { change: compareAssemblies(environment, base, after), baseName: `the cloud assembly ${base}` };
    }
    const commit = await commitOf(base, checkout);
    if (commit === undefined)
      throw new OperatorError(
        `--base is ${JSON.stringify(base)}, expected the folder of a cloud assembly (npm run synth creates one), or a ` +
          "branch, tag or commit that git knows here; a shallow clone lacks earlier commits: git fetch --unshallow",
      );
    const [source, before] = [join(folder, "source"), join(folder, "before")];
    const report = (message: string) => context.io.stderr.write(message);
    await Promise.all([
      synthesizeEnvironment(checkout, environment, after),
      checkOut(commit, checkout, source, report).then(() =>
        synthesizeEnvironment(source, environment, before),
      ),
    ]);
    const short = commit.slice(0, 12);
    return {
      change: compareAssemblies(environment, before, after),
      baseName: base === commit ? short : `${base} (${short})`,
    };
  });
}

/** Compares this checkout with the deployed stacks. */
export async function compareWithDeployed(context: CommandContext): Promise<Comparison> {
  const { environment } = context.config;
  // The toolkit of the CDK takes a second to load.
  const { compareDeployed } = await import("./compare-deployed");
  return inTemporaryFolder(async (folder) => {
    const after = join(folder, "after");
    await synthesizeEnvironment(process.cwd(), environment, after);
    return {
      change: await compareDeployed(context, after),
      baseName: `the deployed stacks in ${context.aws.region}`,
    };
  });
}

async function inTemporaryFolder<Result>(work: (folder: string) => Promise<Result>): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), "inventorysync-diff-"));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
