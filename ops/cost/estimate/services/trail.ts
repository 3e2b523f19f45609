import { logById } from "../../../../catalog";
import { retentionDaysOf } from "../../../../config";
import { ASSUMPTIONS } from "../assumptions";
import { costRow, rowOf } from "../cost-row";
import { BYTES_PER_GIB, DAYS_PER_MONTH, HOURS_PER_MONTH } from "../month";
import type { ServiceCost } from "./service-cost";

/**
 * The trail that the deployment creates: its management events, and its log files and digest files in S3, kept as long as
 * the audit log. The first copy of a management event is free, and the configuration states that the account has no other
 * trail. Data events are accesses to parked objects, and so occur only after failures. Source: AWS CloudTrail pricing.
 */
export const trail: ServiceCost = (config, _, prices) => {
  if (config.audit.trail !== "create") return [];
  const events = ASSUMPTIONS.managementEvents.value;
  const months = retentionDaysOf(config, logById("audit")) / DAYS_PER_MONTH;
  const seconds = HOURS_PER_MONTH * 3_600;
  const files = seconds / ASSUMPTIONS.trailFileSeconds.value + seconds / ASSUMPTIONS.digestFileSeconds.value;
  const fixed = true;
  return [
    rowOf("trailEvent", { item: "management events, first copy", quantity: events / 1e5, fixed }, 0),
    costRow(prices, "objectStorage", {
      item: "log files of the trail",
      quantity: (events * ASSUMPTIONS.managementEventBytes.value * months) / BYTES_PER_GIB,
      fixed,
    }),
    costRow(prices, "objectWrite", { item: "writes of the trail", quantity: files / 1_000, fixed }),
  ];
};
