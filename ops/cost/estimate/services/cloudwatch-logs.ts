import { FUNCTION_LOG_RETENTION_DAYS, LOGS } from "../../../../catalog";
import { logAlarmsOf, retentionDaysOf } from "../../../../config";
import { ASSUMPTIONS } from "../assumptions";
import { costRow } from "../cost-row";
import { BYTES_PER_GIB, DAYS_PER_MONTH } from "../month";
import { archiverInvocations, invocationsOf } from "../traffic";
import { sumVolumes } from "../workload";
import type { ServiceCost } from "./service-cost";

/**
 * Ingestion, scan and storage of the logs and of the functions' own logs, and the scans of the log alarms' queries.
 * Storage is that of the steady state: as much expires as arrives.
 */
export const cloudWatchLogs: ServiceCost = (config, workload, prices) => {
  const { volumes } = workload;
  const lines = sumVolumes(Object.values(volumes)).bytesPerDay / BYTES_PER_GIB;
  const functions =
    ([...invocationsOf(config, workload), ...archiverInvocations(config, workload)].reduce(
      (sum, { count }) => sum + count,
      0,
    ) *
      ASSUMPTIONS.functionLogBytes.value) /
    BYTES_PER_GIB;
  const stored = (gibPerDay: number, days: number) => gibPerDay * days * ASSUMPTIONS.storedShare.value;
  const logAlarms = logAlarmsOf(config);
  const fixed = false;
  return [
    costRow(prices, "logIngestion", {
      item: "ingestion of the logs",
      quantity: lines * DAYS_PER_MONTH,
      fixed,
    }),
    costRow(prices, "dataProtection", {
      item: "data protection of the logs",
      quantity: lines * DAYS_PER_MONTH,
      fixed,
    }),
    // The time ranges of a query's runs follow each other, so that an alarm scans each line once.
    ...(logAlarms.length === 0
      ? []
      : [
          costRow(prices, "queryScan", {
            item: `queries of ${logAlarms.length} log alarms`,
            quantity:
              logAlarms.reduce((sum, { query }) => sum + volumes[query.log].bytesPerDay / BYTES_PER_GIB, 0) *
              DAYS_PER_MONTH,
            fixed,
          }),
        ]),
    ...LOGS.map((log) => {
      const days = retentionDaysOf(config, log);
      return costRow(prices, "logStorage", {
        item: `storage of ${log.id}, ${days} days`,
        quantity: stored(volumes[log.id].bytesPerDay / BYTES_PER_GIB, days),
        fixed,
      });
    }),
    costRow(prices, "logIngestion", {
      item: "ingestion of the functions' own logs",
      quantity: functions * DAYS_PER_MONTH,
      fixed,
    }),
    costRow(prices, "dataProtection", {
      item: "data protection of the functions' own logs",
      quantity: functions * DAYS_PER_MONTH,
      fixed,
    }),
    costRow(prices, "logStorage", {
      item: `storage of the functions' own logs, ${FUNCTION_LOG_RETENTION_DAYS} days`,
      quantity: stored(functions, FUNCTION_LOG_RETENTION_DAYS),
      fixed,
    }),
  ];
};
