import type { SinkName } from "../sinks";
import run from "./forwarder.json";
import { median } from "./median";

/** Memory at which a function has one vCPU, in MiB. Source: AWS Lambda Developer Guide, "Configure Lambda function memory". */
export const MIB_PER_VCPU = 1_769;

/**
 * The median of a measurement in the run of `npm run bench` that docs/performance.md shows, in its unit there.
 * @throws Error if the run has no measurement with this id
 */
export function measured(id: string): number {
  const measurement = run.measurements.find((candidate) => candidate.id === id);
  if (!measurement)
    throw new Error(
      `catalog/measurements/forwarder.json has no measurement ${JSON.stringify(id)}; write a whole run with ` +
        "npm run bench -- --json catalog/measurements/forwarder.json",
    );
  return median(measurement.samples);
}

/**
 * Events that a forwarder with these sinks processes in a second of CPU: record lines, of which 1 % are errors. Two of
 * three sinks were not measured, so they count as all three.
 */
export function eventsPerCpuSecond(sinks: readonly SinkName[]): number {
  const [only] = sinks;
  return measured(sinks.length === 1 && only !== undefined ? RATE_ALONE[only] : RATE_OF_ALL);
}

const RATE_OF_ALL = "rate/datadog+opensearch+sentry/recordsWithErrors";
const RATE_ALONE: Readonly<Record<SinkName, string>> = {
  datadog: "rate/datadog/records",
  opensearch: "rate/opensearch/records",
  sentry: "rate/sentry/recordsWithErrors",
};

/** CPU time of an invocation with one event, in milliseconds: what an invocation costs beside its events. */
export function invocationCpuMs(): number {
  return measured("scaling/1") / 1_000;
}

/** The peak of the resident set with the payload that needs most, in MiB. */
export function peakMemoryMiB(): number {
  const peaks = run.measurements.filter(({ unit, id }) => unit === "MiB" && id.startsWith("memory/"));
  return Math.max(...peaks.map(({ samples }) => median(samples)));
}
