import { sinksOf } from "../../../../config";
import { costRow } from "../cost-row";
import { keyReadsOf } from "../secret-reads";
import type { ServiceCost } from "./service-cost";

const REQUESTS_PER_UNIT = 10_000;

/** The hash key, and the credentials of Sentry and Datadog. */
export const secretsManager: ServiceCost = (config, workload, prices) => {
  if (sinksOf(config).length === 0) return [];
  const secrets = 1 + [config.sentry, config.datadog].filter((sink) => sink !== undefined).length;
  return [
    costRow(prices, "secret", { item: "secrets", quantity: secrets, fixed: true }),
    costRow(prices, "secretRequest", {
      item: "requests for the hash key",
      quantity: keyReadsOf(config, workload) / REQUESTS_PER_UNIT,
      fixed: false,
    }),
  ];
};
