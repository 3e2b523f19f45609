import { webhookFunctionName } from "../../../../catalog";
import { archiveOf, type EnvironmentConfig, FUNCTION_MEMORY_MIB, sinksOf } from "../../../../config";
import type { PriceTable } from "../../prices";
import { ASSUMPTIONS } from "../assumptions";
import { type CostRow, costRow } from "../cost-row";
import { DAYS_PER_MONTH, HOURS_PER_MONTH } from "../month";
import { archiverInvocations, invocationsOf } from "../traffic";
import type { ServiceCost } from "./service-cost";

const MIB_PER_GIB = 1_024;

interface InvokedFunction {
  readonly functionName: string;
  readonly invocationsPerMonth: number;
  readonly durationMs: number;
  readonly memoryMiB: number;
  readonly fixed: boolean;
}

/** The forwarders, and the functions that run without any log line. The replays run only after failures. */
export const lambda: ServiceCost = (config, workload, prices) => {
  const forwarders = invocationsOf(config, workload).map(({ functionName, count, durationMs }) => ({
    functionName,
    invocationsPerMonth: count * DAYS_PER_MONTH,
    durationMs,
    memoryMiB: config.forwarding.memoryMiB,
    fixed: false,
  }));
  const archivers = archiverInvocations(config, workload).map(({ functionName, count, durationMs }) => ({
    functionName,
    invocationsPerMonth: count * DAYS_PER_MONTH,
    durationMs,
    memoryMiB: FUNCTION_MEMORY_MIB.archiver,
    fixed: false,
  }));
  return [
    ...forwarders,
    ...archivers,
    ...manifestFunctions(config),
    ...notificationFunctions(config),
    ...searchContentFunctions(config),
  ].flatMap((each) => rowsOf(each, prices));
};

/** The notifier, and the function of each webhook. */
function notificationFunctions({ alarms }: EnvironmentConfig): readonly InvokedFunction[] {
  const common = {
    invocationsPerMonth: ASSUMPTIONS.notifications.value,
    durationMs: ASSUMPTIONS.notificationMs.value,
    fixed: true,
  };
  const webhooks = alarms.notify.flatMap((channel) => (channel.kind === "webhook" ? channel.name : []));
  return [
    { ...common, functionName: "notifier", memoryMiB: FUNCTION_MEMORY_MIB.notifier },
    ...webhooks.map((name) => ({
      ...common,
      functionName: webhookFunctionName(name),
      memoryMiB: FUNCTION_MEMORY_MIB.webhook,
    })),
  ];
}

function manifestFunctions(config: EnvironmentConfig): readonly InvokedFunction[] {
  if (!archiveOf(config)) return [];
  return [
    {
      functionName: "archive-manifest",
      invocationsPerMonth: HOURS_PER_MONTH,
      durationMs: ASSUMPTIONS.manifestMs.value,
      memoryMiB: FUNCTION_MEMORY_MIB.archiveManifest,
      fixed: true,
    },
  ];
}

function searchContentFunctions(config: EnvironmentConfig): readonly InvokedFunction[] {
  if (!sinksOf(config).includes("opensearch")) return [];
  return [
    {
      functionName: "search-content",
      invocationsPerMonth: ASSUMPTIONS.deployments.value,
      durationMs: ASSUMPTIONS.searchContentMs.value,
      memoryMiB: FUNCTION_MEMORY_MIB.searchContent,
      fixed: true,
    },
  ];
}

function rowsOf(
  { functionName, invocationsPerMonth, durationMs, memoryMiB, fixed }: InvokedFunction,
  prices: PriceTable,
): readonly CostRow[] {
  return [
    costRow(prices, "lambdaRequest", {
      item: `requests of ${functionName}`,
      quantity: invocationsPerMonth / 1e6,
      fixed,
    }),
    costRow(prices, "lambdaCompute", {
      item: `duration × memory of ${functionName}, ${Math.round(durationMs)} ms each`,
      quantity: ((invocationsPerMonth * durationMs) / 1_000) * (memoryMiB / MIB_PER_GIB),
      fixed,
    }),
  ];
}
