import { costRow } from "../cost-row";
import { sentOutGib } from "../sink-volumes";
import type { ServiceCost } from "./service-cost";

/** What the forwarders send to Datadog over the internet, compressed. */
export const dataTransfer: ServiceCost = (config, workload, prices) =>
  config.datadog === undefined
    ? []
    : [
        costRow(prices, "dataTransferOut", {
          item: "logs to Datadog, compressed",
          quantity: sentOutGib(config, workload),
          fixed: false,
        }),
      ];
