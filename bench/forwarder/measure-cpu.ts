import type { SinkName } from "../../catalog";
import type { Bench } from "./bench";
import { type Measurement, valueOf } from "./measurement";
import { measureRounds } from "./rounds";
import { type Workload, WORKLOADS } from "./workloads";

export interface Amount {
  readonly lines: number;
  readonly rounds: number;
}

const WARM_UP_ROUNDS = 3;

export const ALL_SINKS = ["datadog", "opensearch", "sentry"] as const satisfies readonly SinkName[];

/** Each sink alone and all of them. */
const CASES: readonly { readonly sinks: readonly SinkName[]; readonly workload: Workload }[] = [
  { sinks: ["datadog"], workload: "records" },
  { sinks: ["opensearch"], workload: "records" },
  { sinks: ["sentry"], workload: "recordsWithErrors" },
  { sinks: ALL_SINKS, workload: "recordsWithErrors" },
  { sinks: ["datadog"], workload: "access" },
  { sinks: ["opensearch"], workload: "access" },
  { sinks: ALL_SINKS, workload: "access" },
];

/** CPU of the forwarder as a multiple of the floor's, and events per CPU second. */
export async function measureCpu(bench: Bench, amount: Amount): Promise<readonly Measurement[]> {
  const ratios: Measurement[] = [];
  const rates: Measurement[] = [];
  for (const { sinks, workload } of CASES) {
    const rounds = await measureRounds(bench, { sinks, workload, ...amount, warmUpRounds: WARM_UP_ROUNDS });
    const id = `${sinks.join("+")}/${workload}`;
    const title = `${sinks.join(", ")}: ${WORKLOADS[workload]}`;
    ratios.push({
      ...{ id: `cpu/${id}`, group: "CPU", title, unit: "× floor" },
      samples: rounds.map(({ cpuMs, floorCpuMs }) => cpuMs / floorCpuMs),
    });
    rates.push({
      ...{ id: `rate/${id}`, group: "throughput", title, unit: "events/CPU s" },
      samples: rounds.map(({ cpuMs }) => (amount.lines / cpuMs) * 1_000),
    });
  }
  return [...ratios, ...rates];
}

/** CPU of one event with Sentry's sink alone: of a line that it filters out, of an error that it sends, and in a storm. */
export async function measureErrors(bench: Bench, amount: Amount): Promise<readonly Measurement[]> {
  const measure = async (workload: Workload, title: string): Promise<Measurement> => {
    const rounds = await measureRounds(bench, {
      sinks: ["sentry"],
      ...{ workload, ...amount, warmUpRounds: WARM_UP_ROUNDS },
    });
    const samples = rounds.map(({ cpuMs }) => (cpuMs / amount.lines) * 1_000);
    return { id: `event/${workload}`, group: "one event", title, unit: "CPU µs", samples };
  };
  const filtered = await measure("records", "decoded, parsed and redacted, sent to no sink");
  const sent = await measure("errors", "an error, sent to Sentry");
  const share = valueOf(filtered);
  return [
    filtered,
    sent,
    {
      ...sent,
      id: "event/errors-beyond-share",
      title: "the same, beyond the first row",
      samples: sent.samples.map((sample) => sample - share),
    },
    await measure("storm", "an error that the storm filter aggregates"),
  ];
}

/** CPU of one event with all sinks, by the number of events in the invocation. */
export async function measureScaling(
  bench: Bench,
  amounts: readonly Amount[],
): Promise<readonly Measurement[]> {
  const measurements: Measurement[] = [];
  for (const { lines, rounds } of amounts) {
    const measured = await measureRounds(bench, {
      ...{ sinks: ALL_SINKS, workload: "recordsWithErrors", lines, rounds },
      // As many events in each warm-up, as far as that takes little time.
      warmUpRounds: Math.max(2, Math.min(50, Math.floor(20_000 / lines))),
    });
    measurements.push({
      id: `scaling/${lines}`,
      group: "scaling",
      title: `one of ${lines.toLocaleString("en-US")} events, all sinks`,
      unit: "CPU µs",
      samples: measured.map(({ cpuMs }) => (cpuMs / lines) * 1_000),
    });
  }
  return measurements;
}
