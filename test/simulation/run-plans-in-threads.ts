import { mkdtempSync, rmSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { buildSync } from "esbuild";
import { addCounts, ZERO_COUNTS } from "./run-plan";
import type { RunPlansOptions, RunSummary } from "./run-plans";

/**
 * Runs plans in as many threads as the machine has cores, from a bundle: in the modules that Jest compiles, each use of an
 * import calls a getter, and a plan takes 1.4 times the CPU.
 */
export async function runPlansInThreads(seed: number, plans: number): Promise<RunSummary> {
  const folder = mkdtempSync(join(tmpdir(), "simulation-"));
  try {
    const bundle = join(folder, "plan-thread.cjs");
    buildSync({
      entryPoints: [join(__dirname, "plan-thread.ts")],
      ...{ outfile: bundle, bundle: true, platform: "node", target: "node20", logLevel: "warning" },
      // drain.ts has side effects, which package.json denies of every module.
      ignoreAnnotations: true,
    });
    const threads = availableParallelism();
    const numbers = Array.from({ length: plans }, (_, number) => number);
    const summaries = await Promise.all(
      Array.from({ length: threads }, (_, thread) =>
        runThread(bundle, { seed, numbers: numbers.filter((number) => number % threads === thread) }),
      ),
    );
    return {
      plans: summaries.reduce((sum, summary) => sum + summary.plans, 0),
      counts: summaries.map(({ counts }) => counts).reduce(addCounts, ZERO_COUNTS),
      violating: summaries.flatMap(({ violating }) => violating),
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function runThread(bundle: string, workerData: RunPlansOptions): Promise<RunSummary> {
  return new Promise((resolve, reject) => {
    const thread = new Worker(bundle, { workerData });
    thread.once("message", resolve);
    thread.once("error", reject);
    thread.once("exit", (code) => {
      reject(new Error(`a thread of the simulation ended with exit code ${code} and without a result`));
    });
  });
}
