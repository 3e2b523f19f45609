import type { SinkName } from "../../../../catalog";
import { logsFor, sinksOf } from "../../../../config";
import { costRow } from "../cost-row";
import { BYTES_PER_GIB, DAYS_PER_MONTH, HOURS_PER_MONTH } from "../month";
import { payloadsFor, streamBytes } from "../traffic";
import type { Workload } from "../workload";
import type { ServiceCost } from "./service-cost";

/** Retention that costs nothing, and up to which it has the lower price, in hours. Source: Kinesis Data Streams pricing. */
const INCLUDED_HOURS = 24;
const EXTENDED_HOURS = 168;

/** A Kinesis data stream in on-demand mode for each log. The forwarder of a sink reads the logs that the sink receives. */
export const kinesis: ServiceCost = (config, workload, prices) => {
  const { topology, kinesis: stream } = config.forwarding;
  const sinks = sinksOf(config);
  if (topology !== "kinesis" || sinks.length === 0) return [];
  const streams = logsFor(sinks).length;
  const gibPerDay = gibFor(sinks, workload);
  const gibReadPerDay = sinks.reduce((sum, sink) => sum + gibFor([sink], workload), 0);
  const retained = (from: number, to: number) =>
    (gibPerDay * Math.max(0, Math.min(stream.retentionHours, to) - from)) / 24;
  const fixed = false;
  return [
    costRow(prices, "streamHour", {
      item: `${streams} streams`,
      quantity: streams * HOURS_PER_MONTH,
      fixed: true,
    }),
    costRow(prices, "streamIngestion", { item: "data written", quantity: gibPerDay * DAYS_PER_MONTH, fixed }),
    costRow(prices, "streamRetrieval", {
      item: `data read by ${sinks.length} forwarders`,
      quantity: gibReadPerDay * DAYS_PER_MONTH,
      fixed,
    }),
    costRow(prices, "streamRetention", {
      item: `retention of ${stream.retentionHours} hours, up to 7 days`,
      quantity: retained(INCLUDED_HOURS, EXTENDED_HOURS),
      fixed,
    }),
    ...(stream.retentionHours > EXTENDED_HOURS
      ? [
          costRow(prices, "streamLongRetention", {
            item: `retention of ${stream.retentionHours} hours, beyond 7 days`,
            quantity: retained(EXTENDED_HOURS, Infinity),
            fixed,
          }),
        ]
      : []),
  ];
};

/** What the streams of the sinks' logs receive a day. */
function gibFor(sinks: readonly SinkName[], workload: Workload): number {
  return streamBytes(payloadsFor(sinks, workload)) / BYTES_PER_GIB;
}
