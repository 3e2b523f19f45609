import { deliveryFunctionsOf, sinksOf } from "../../../../config";
import { costRow } from "../cost-row";
import { BYTES_PER_GIB, DAYS_PER_MONTH, HOURS_PER_MONTH } from "../month";
import { payloadsOf, streamBytes } from "../traffic";
import type { ServiceCost } from "./service-cost";

/** Retention that costs nothing, and up to which it has the lower price, in hours. Source: Kinesis Data Streams pricing. */
const INCLUDED_HOURS = 24;
const EXTENDED_HOURS = 168;

/** The Kinesis data stream in on-demand mode. Every forwarder reads all data. */
export const kinesis: ServiceCost = (config, workload, prices) => {
  const { topology, kinesis: stream } = config.forwarding;
  if (topology !== "kinesis" || sinksOf(config).length === 0) return [];
  const gibPerDay = streamBytes(payloadsOf(config, workload)) / BYTES_PER_GIB;
  const readers = deliveryFunctionsOf(config, "forwarder").length;
  const retained = (from: number, to: number) =>
    (gibPerDay * Math.max(0, Math.min(stream.retentionHours, to) - from)) / 24;
  const fixed = false;
  return [
    costRow(prices, "streamHour", { item: "stream", quantity: HOURS_PER_MONTH, fixed: true }),
    costRow(prices, "streamIngestion", { item: "data written", quantity: gibPerDay * DAYS_PER_MONTH, fixed }),
    costRow(prices, "streamRetrieval", {
      item: `data read by ${readers} forwarders`,
      quantity: gibPerDay * DAYS_PER_MONTH * readers,
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
