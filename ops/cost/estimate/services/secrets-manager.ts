import { sinksOf } from "../../../../config";
import { costRow } from "../cost-row";
import { keyReadsOf } from "../secret-reads";
import type { ServiceCost } from "./service-cost";

const REQUESTS_PER_UNIT = 10_000;

/** The hash key, the credentials of Sentry and Datadog, and the address of each webhook. */
export const secretsManager: ServiceCost = (config, workload, prices) => {
  const webhooks = config.alarms.notify.filter(({ kind }) => kind === "webhook").length;
  const hasSinks = sinksOf(config).length > 0;
  const credentials = [config.sentry, config.datadog].filter((sink) => sink !== undefined).length;
  const secrets = webhooks + (hasSinks ? 1 + credentials : 0);
  if (secrets === 0) return [];
  return [
    costRow(prices, "secret", { item: "secrets", quantity: secrets, fixed: true }),
    costRow(prices, "secretRequest", {
      item: "requests for the hash key",
      quantity: keyReadsOf(config, workload) / REQUESTS_PER_UNIT,
      fixed: false,
    }),
  ];
};
