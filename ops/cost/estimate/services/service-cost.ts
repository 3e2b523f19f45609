import type { EnvironmentConfig } from "../../../../config";
import type { PriceTable } from "../../prices";
import type { CostRow } from "../cost-row";
import type { Workload } from "../workload";

/** What one service costs an environment in a month; no row where the environment does not use it. */
export type ServiceCost = (
  config: EnvironmentConfig,
  workload: Workload,
  prices: PriceTable,
) => readonly CostRow[];
