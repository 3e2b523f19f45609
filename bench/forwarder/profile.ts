import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { bundleFunction } from "../../lib/functions/bundle";
import type { Bench } from "./bench";
import { timeProcess } from "./child-process";
import { invocationOf } from "./invocation";
import { ALL_SINKS } from "./measure-cpu";
import { linesOf } from "./workloads";

const LINES = 10_000;
const INVOCATIONS = 24;

/** A CPU profile of V8, as Chrome's DevTools and speedscope read it. */
export interface CpuProfile {
  readonly nodes: readonly {
    readonly id: number;
    readonly callFrame: { readonly functionName: string; readonly url: string; readonly lineNumber: number };
    readonly children?: readonly number[];
  }[];
  /** Id of the node of each sample. */
  readonly samples: readonly number[];
  /** Microseconds before each sample. */
  readonly timeDeltas: readonly number[];
}

export interface Profiled {
  readonly profile: CpuProfile;
  /** Text of the profiled bundle. */
  readonly bundle: string;
}

/**
 * Profiles the main thread of a forwarder of all sinks, for record lines with 1 % errors. The bundle is the deployed one,
 * but not minified, so that the profile has the names of the functions.
 */
export async function profileForwarder({ folder, scripts, intakes }: Bench): Promise<Profiled> {
  const outdir = join(folder, "readable");
  bundleFunction("forwarder", outdir, { minify: false });
  const bundle = join(outdir, "index.js");
  const now = Date.now();
  const invocations = Array.from({ length: INVOCATIONS }, (_, index) =>
    invocationOf(
      linesOf({ workload: "recordsWithErrors", seed: 1_000 + index, lines: LINES, now }),
      now + index,
    ),
  );
  const [file, invocationFile] = [join(folder, "profile.json"), join(folder, "invocations.json")];
  await writeFile(invocationFile, JSON.stringify(invocations));
  await timeProcess({
    script: scripts.profile,
    args: [bundle, invocationFile, file],
    variables: intakes.variables(ALL_SINKS),
  });
  return {
    profile: JSON.parse(await readFile(file, "utf8")) as CpuProfile,
    bundle: await readFile(bundle, "utf8"),
  };
}
