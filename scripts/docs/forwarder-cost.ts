import { eventsPerCpuSecond, peakMemoryMiB } from "../../catalog/measurements";
import { DEFAULT_FORWARDER_MEMORY_MIB, ENVIRONMENT_NAMES, loadEnvironment, memoryFor } from "../../config";
import { ASSUMPTIONS } from "../../ops/cost/estimate/assumptions";
import { cpuShare, durationMs } from "../../ops/cost/estimate/duration";
import { formatNumber, formatPrice } from "../../ops/cost/render-estimate";
import { pricesOf } from "../../ops/cost/prices";
import { LAMBDA_X86_PRICE } from "../../ops/cost/prices/us-east-1";
import { estimateAt, TOPOLOGIES, withTopology } from "./cost";
import { code, table } from "./markdown";

/** GiB a day: of one host, with few lines in each payload, and of so many lines that each payload is full. */
const VOLUMES = [5, 1_000] as const;
const MEMORY_MIB = [256, 512, 1_024, 1_769, 3_008] as const;
const MIB_PER_GIB = 1_024;
const ALL_SINKS = ["datadog", "opensearch", "sentry"] as const;

/** What a million log lines cost in each environment, with each topology. */
export function perMillionTable(): string {
  const rows = ENVIRONMENT_NAMES.filter((name) => name !== "local").flatMap((name) =>
    TOPOLOGIES.map((topology) => {
      const config = withTopology(loadEnvironment(name), topology);
      const costs = VOLUMES.map((gibPerDay) => estimateAt(config, gibPerDay).perMillionLines);
      return [
        name,
        code(topology),
        ...costs.map((cost) => formatNumber(cost?.gibSeconds ?? 0)),
        ...costs.map((cost) => formatPrice(cost?.lambdaUsd ?? 0)),
        ...costs.map((cost) => formatPrice(cost?.usd ?? 0)),
      ];
    }),
  );
  const [few, full] = VOLUMES.map((gibPerDay) => `${gibPerDay.toLocaleString("en-US")} GiB a day`);
  return table(
    [
      "environment",
      "topology",
      `GiB-seconds, ${few}`,
      `${full}`,
      `Lambda in USD, ${few}`,
      `${full}`,
      `all services in USD, ${few}`,
      `${full}`,
    ],
    rows,
  );
}

/** What a forwarder of all sinks needs for a million events in full payloads, by its memory. */
export function memoryTable(): string {
  const events = ASSUMPTIONS.maxPayloadBytes.value / ASSUMPTIONS.bytesPerLine.value;
  const { usd } = pricesOf("us-east-1").prices.lambdaCompute;
  const needed = memoryFor(peakMemoryMiB());
  return table(
    [
      "memory, MiB",
      "vCPU",
      "room for the measured peak",
      "ms for a payload of 1 MiB",
      "GiB-seconds per million events",
      "USD",
    ],
    MEMORY_MIB.map((memoryMiB) => {
      const ms = durationMs({ sinks: ALL_SINKS, events, memoryMiB });
      const gibSeconds = (1e6 / events) * (ms / 1_000) * (memoryMiB / MIB_PER_GIB);
      return [
        memoryMiB.toLocaleString("en-US") + (memoryMiB === DEFAULT_FORWARDER_MEMORY_MIB ? " (default)" : ""),
        cpuShare(memoryMiB).toFixed(2),
        memoryMiB >= needed ? "yes" : "no",
        formatNumber(Math.round(ms)),
        formatNumber(gibSeconds),
        formatPrice(gibSeconds * usd),
      ];
    }),
  );
}

/** Why the functions have arm64. */
export function architectureSentence(): string {
  const arm = pricesOf("us-east-1").prices.lambdaCompute.usd;
  const share = LAMBDA_X86_PRICE.usd / arm - 1;
  return (
    `The functions run on arm64. A GiB-second costs ${arm} USD there, and ${LAMBDA_X86_PRICE.usd} USD on x86_64 ` +
    `(${LAMBDA_X86_PRICE.source}). Arm is cheaper as long as it needs less than ${Math.round(share * 100)} % more CPU time ` +
    "for the same events. This was measured on x86_64 only."
  );
}

/** The figures from which the memory is derived, in one sentence. */
export function measuredSentence(): string {
  return (
    `A forwarder of all sinks processes ${formatNumber(Math.round(eventsPerCpuSecond(ALL_SINKS)))} events in a second ` +
    `of CPU, and its process needs up to ${formatNumber(Math.round(peakMemoryMiB()))} MiB.`
  );
}
