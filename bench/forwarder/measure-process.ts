import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { SinkName } from "../../catalog";
import type { Bench } from "./bench";
import { startProcess, timeProcess } from "./child-process";
import type { DelayMs } from "./intakes";
import { invocationOf } from "./invocation";
import { ALL_SINKS } from "./measure-cpu";
import type { Measurement } from "./measurement";
import { linesOf, type Workload } from "./workloads";

const KIB = 1_024;
const SLOWEST_MS: DelayMs = 200;

export function measureBundle({ bundleBytes }: Bench): Measurement {
  return {
    ...{ id: "bundle", group: "size", title: "the forwarder's deployment package", unit: "KiB" },
    samples: [bundleBytes / KIB],
  };
}

/**
 * A process from its start to the delivery of its first event, an error for all sinks: its duration and its CPU time, each
 * less that of a process that does nothing. The CPU time varies less on a busy machine.
 */
export async function measureColdStart(bench: Bench, rounds: number): Promise<readonly Measurement[]> {
  const invocation = await writeInvocation(bench, "errors", 1);
  const cases = COLD_STARTS.map((sinks) => ({
    sinks,
    wallMs: new Array<number>(),
    cpuMs: new Array<number>(),
  }));
  for (let round = 0; round < rounds; round += 1) {
    const nothing = await timeProcess({ script: bench.scripts.nothing });
    for (const { sinks, wallMs, cpuMs } of cases) {
      const measured = await timeProcess({
        script: bench.scripts["first-event"],
        args: [bench.bundle, invocation],
        variables: bench.intakes.variables(sinks),
      });
      wallMs.push(measured.wallMs - nothing.wallMs);
      cpuMs.push(measured.cpuMs - nothing.cpuMs);
    }
  }
  return (["wallMs", "cpuMs"] as const).flatMap((kind) =>
    cases.map(({ sinks, [kind]: samples }) => ({
      ...{ id: `cold/${kind}/${sinks.join("+")}`, group: "cold start over bare node", samples },
      title: sinks.join(", "),
      unit: kind === "cpuMs" ? "CPU ms" : "ms",
    })),
  );
}

const COLD_STARTS: readonly (readonly SinkName[])[] = [["datadog"], ["sentry"], ["opensearch"], ALL_SINKS];

export interface MemoryCase {
  readonly title: string;
  readonly workload: Workload;
  readonly lines: number;
}

/** Peak of the resident set of a fresh process with all sinks, whose intakes are slow. */
export async function measureMemory(
  bench: Bench,
  rounds: number,
  cases: readonly MemoryCase[],
): Promise<readonly Measurement[]> {
  const measurements: Measurement[] = [];
  for (const { workload, lines, title } of cases) {
    const invocation = await writeInvocation(bench, workload, lines);
    const samples: number[] = [];
    for (let round = 0; round < rounds; round += 1) samples.push(await peakMiB(bench, invocation));
    measurements.push({
      id: `memory/${workload}/${lines}`,
      group: "peak memory",
      title,
      unit: "MiB",
      samples,
    });
  }
  return measurements;
}

async function peakMiB({ scripts, bundle, intakes }: Bench, invocation: string): Promise<number> {
  const child = startProcess<object, { readonly peakMiB: number }>({
    script: scripts["first-event"],
    args: [bundle, invocation],
    variables: intakes.variables(ALL_SINKS, SLOWEST_MS),
  });
  try {
    return (await child.ask({})).peakMiB;
  } finally {
    await child.stop();
  }
}

async function writeInvocation({ folder }: Bench, workload: Workload, lines: number): Promise<string> {
  const now = Date.now();
  const file = join(folder, `${workload}-${lines}.json`);
  const invocation = invocationOf(linesOf({ workload, seed: 1, lines, now }), now, Infinity);
  await writeFile(file, JSON.stringify(invocation));
  return file;
}
