import { costRow } from "../cost-row";
import { DAYS_PER_MONTH } from "../month";
import { invocationsOf } from "../traffic";
import type { ServiceCost } from "./service-cost";

const MIB_PER_GIB = 1_024;

/** The forwarders. The replays run only after failures, and the search content only during a deployment. */
export const lambda: ServiceCost = (config, workload, prices) => {
  const memoryGiB = config.forwarding.memoryMiB / MIB_PER_GIB;
  return invocationsOf(config, workload).flatMap(({ functionName, count, durationMs }) => {
    const invocations = count * DAYS_PER_MONTH;
    const fixed = false;
    return [
      costRow(prices, "lambdaRequest", {
        item: `requests of ${functionName}`,
        quantity: invocations / 1e6,
        fixed,
      }),
      costRow(prices, "lambdaCompute", {
        item: `duration × memory of ${functionName}, ${Math.round(durationMs)} ms each`,
        quantity: ((invocations * durationMs) / 1_000) * memoryGiB,
        fixed,
      }),
    ];
  });
};
