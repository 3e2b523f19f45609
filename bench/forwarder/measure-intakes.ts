import type { Bench } from "./bench";
import type { DelayMs } from "./intakes";
import type { Measurement } from "./measurement";
import { measureRounds } from "./rounds";

/** Ten requests of Datadog's sink, which it sends at the same time. */
const LINES = 10_000;
const DELAYS_MS = [5, 50, 200] as const satisfies readonly DelayMs[];

/** Time of an invocation that sends ten requests, by the time that the intake takes to answer. */
export async function measureSlowIntakes(bench: Bench, rounds: number): Promise<readonly Measurement[]> {
  const measurements: Measurement[] = [];
  for (const delayMs of [0, ...DELAYS_MS] as const) {
    const measured = await measureRounds(bench, {
      ...{ sinks: ["datadog"], workload: "access", lines: LINES, rounds, warmUpRounds: 2, delayMs },
    });
    measurements.push({
      id: `intake/${delayMs}`,
      group: "invocation of ten requests",
      title: `Datadog answers in ${delayMs} ms`,
      unit: "ms",
      // The time in addition to the CPU time is the waiting time; zlib's threads make it less than none.
      samples: measured.map(({ wallMs }) => wallMs),
    });
  }
  return measurements;
}
