import { type SinkName, SINKS } from "../../../catalog";
import type { RequestFault } from "../../intakes";
import type { FaultTargets } from "../../platform";
import type { Traffic } from "./traffic";

/** The shortest outage in which events of every sink are certainly parked: forwarders retry for up to ten seconds. */
export const MIN_OUTAGE_SECONDS = 15;

type IntakeSink = Exclude<SinkName, "opensearch">;

/** How the intake of each sink answers during the outage, in turn: some responses have a Retry-After header. */
const OUTAGE_RESPONSES: Readonly<Record<IntakeSink, readonly [RequestFault, ...RequestFault[]]>> = {
  sentry: [{ status: 503 }],
  datadog: [{ status: 429 }, { status: 429, headers: { "retry-after": "2" } }, { status: 429 }],
};
const INTAKE_SINKS = SINKS.filter((sink) => sink.name !== "opensearch");

/** Stops OpenSearch, makes Datadog answer 429 and Sentry 503, and ends that after a time. */
export async function runOutage(
  faultTargets: FaultTargets,
  seconds: number,
  traffic: Traffic,
  print: (line: string) => void,
): Promise<void> {
  for (const { name } of INTAKE_SINKS) faultTargets[name].startOutage(...OUTAGE_RESPONSES[name]);
  await faultTargets.opensearch.stop();
  print(`  for ${seconds} s, OpenSearch is stopped, ${describeOutage()}`);
  await traffic.runFor(seconds * 1_000);
  const rejected = INTAKE_SINKS.map(({ name, title }) => `${title} ${faultTargets[name].endOutage()}`);
  await faultTargets.opensearch.start();
  print(`  the outage has ended: requests answered with an error: ${rejected.join(", ")}`);
}

/**
 * After k failed attempts, a replay extends the visibility timeout of its message by at most 5 s × 2^k, with full
 * jitter. A message whose last attempt was just before the end of the outage is therefore retried within a few times
 * the duration of the outage.
 */
export function recoveryTimeoutMs(outageSeconds: number): number {
  return 120_000 + 8 * outageSeconds * 1_000;
}

function describeOutage(): string {
  return INTAKE_SINKS.map(({ name, title }) => `${title} answers ${OUTAGE_RESPONSES[name][0].status}`).join(
    ", ",
  );
}
