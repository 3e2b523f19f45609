import { deliveryFunctionsOf, sinksOf } from "../../../../config";
import { ASSUMPTIONS } from "../assumptions";
import { costRow } from "../cost-row";
import { HOURS_PER_MONTH } from "../month";
import { keyReadsOf } from "../secret-reads";
import type { ServiceCost } from "./service-cost";

const REQUESTS_PER_UNIT = 10_000;

/**
 * The keys, and the requests of Kinesis and Secrets Manager. Other services cache their keys too, and AWS does not
 * document for how long: CloudWatch Logs, S3, SQS.
 */
export const kms: ServiceCost = (config, workload, prices) => {
  const hasForwarding = sinksOf(config).length > 0;
  const streamUsers =
    hasForwarding && config.forwarding.topology === "kinesis"
      ? 1 + deliveryFunctionsOf(config, "forwarder").length
      : 0;
  const ofStream = (streamUsers * HOURS_PER_MONTH * 3_600) / ASSUMPTIONS.streamKeySeconds.value;
  return [
    costRow(prices, "key", { item: "keys", quantity: hasForwarding ? 2 : 1, fixed: true }),
    ...(streamUsers > 0
      ? [
          costRow(prices, "keyRequest", {
            item: "requests of the stream",
            quantity: ofStream / REQUESTS_PER_UNIT,
            fixed: true,
          }),
        ]
      : []),
    ...(hasForwarding
      ? [
          costRow(prices, "keyRequest", {
            item: "requests for secrets",
            quantity: keyReadsOf(config, workload) / REQUESTS_PER_UNIT,
            fixed: false,
          }),
        ]
      : []),
  ];
};
