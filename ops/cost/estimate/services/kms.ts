import { archiveOf, logsFor, sinksOf } from "../../../../config";
import type { SinkName } from "../../../../catalog";
import { ASSUMPTIONS } from "../assumptions";
import { costRow } from "../cost-row";
import { HOURS_PER_MONTH } from "../month";
import { keyReadsOf } from "../secret-reads";
import type { ServiceCost } from "./service-cost";

const REQUESTS_PER_UNIT = 10_000;
/** That of the objects, and that of the signatures. */
const ARCHIVE_KEYS = 2;

/**
 * The keys, and the requests of Kinesis and Secrets Manager. Other services cache their keys too, and AWS does not
 * document for how long: CloudWatch Logs, S3, SQS.
 */
export const kms: ServiceCost = (config, workload, prices) => {
  const sinks = sinksOf(config);
  const hasForwarding = sinks.length > 0;
  const streamUsers = config.forwarding.topology === "kinesis" ? streamUsersFor(sinks) : 0;
  const ofStreams = (streamUsers * HOURS_PER_MONTH * 3_600) / ASSUMPTIONS.streamKeySeconds.value;
  const keys = 1 + (hasForwarding ? 1 : 0) + (archiveOf(config) ? ARCHIVE_KEYS : 0);
  return [
    costRow(prices, "key", { item: "keys", quantity: keys, fixed: true }),
    ...(streamUsers > 0
      ? [
          costRow(prices, "keyRequest", {
            item: "requests of the streams",
            quantity: ofStreams / REQUESTS_PER_UNIT,
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

/** CloudWatch Logs writes each stream, and the forwarder of each sink reads those of its logs. */
function streamUsersFor(sinks: readonly SinkName[]): number {
  return sinks.reduce((sum, sink) => sum + logsFor([sink]).length, logsFor(sinks).length);
}
