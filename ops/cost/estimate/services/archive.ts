import { ARCHIVED_LOGS, archiveRetentionDays, COLD_STORAGE_DAYS } from "../../../../catalog";
import { archiveOf } from "../../../../config";
import { ASSUMPTIONS } from "../assumptions";
import { costRow } from "../cost-row";
import { BYTES_PER_GIB, DAYS_PER_MONTH, HOURS_PER_MONTH, SECONDS_PER_DAY } from "../month";
import type { ServiceCost } from "./service-cost";

const REQUESTS_PER_UNIT = 1_000;

/**
 * The audit archive: Firehose, and the objects in the steady state, when as many expire as arrive. Queries with Athena
 * are left out: they depend on the auditors.
 */
export const archive: ServiceCost = (config, { volumes }, prices) => {
  const settings = archiveOf(config);
  if (!settings) return [];
  const lines = ARCHIVED_LOGS.reduce((sum, log) => sum + volumes[log].bytesPerDay, 0) / BYTES_PER_GIB;
  const records = lines * ASSUMPTIONS.archivedLineFactor.value;
  const stored = records * ASSUMPTIONS.compressedShare.value;
  const logs = ARCHIVED_LOGS.filter((log) => volumes[log].linesPerDay > 0);
  const objects = ((logs.length * SECONDS_PER_DAY) / ASSUMPTIONS.archiveBufferSeconds.value) * DAYS_PER_MONTH;
  const days = archiveRetentionDays(settings);
  const fixed = false;
  return [
    costRow(prices, "archiveIngestion", {
      item: "ingestion of the audit archive",
      quantity: records * DAYS_PER_MONTH,
      fixed,
    }),
    costRow(prices, "objectStorage", {
      item: `archived objects, ${COLD_STORAGE_DAYS} days`,
      quantity: stored * COLD_STORAGE_DAYS,
      fixed,
    }),
    costRow(prices, "coldStorage", {
      item: `archived objects, day ${COLD_STORAGE_DAYS} to ${days}`,
      quantity: stored * (days - COLD_STORAGE_DAYS),
      fixed,
    }),
    costRow(prices, "coldTransition", {
      item: "archived objects to cold storage",
      quantity: objects / REQUESTS_PER_UNIT,
      fixed,
    }),
    costRow(prices, "objectWrite", {
      item: "archived objects",
      quantity: objects / REQUESTS_PER_UNIT,
      fixed,
    }),
    costRow(prices, "objectWrite", {
      item: "manifests of the audit archive",
      quantity: HOURS_PER_MONTH / REQUESTS_PER_UNIT,
      fixed: true,
    }),
  ];
};
