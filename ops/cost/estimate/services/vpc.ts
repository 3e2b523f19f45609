import { costRow } from "../cost-row";
import { HOURS_PER_MONTH } from "../month";
import { sentOutGib } from "../sink-volumes";
import type { ServiceCost } from "./service-cost";

/** Secrets Manager, SQS and X-Ray; the gateway endpoint for S3 is free. */
const INTERFACE_ENDPOINTS = 3;

/** The VPC of the domain: one NAT gateway, or the interface endpoints of the functions in each zone. */
export const vpc: ServiceCost = (config, workload, prices) => {
  const { search, forwarding } = config;
  if (search.kind !== "domain" || search.network.kind !== "vpc") return [];
  if (search.network.egress === "none") {
    const quantity = INTERFACE_ENDPOINTS * search.availabilityZones * HOURS_PER_MONTH;
    const item = `${INTERFACE_ENDPOINTS} endpoints in ${search.availabilityZones} zones`;
    return [costRow(prices, "interfaceEndpoint", { item, quantity, fixed: true })];
  }
  // With a forwarder for each sink, those for Sentry and Datadog are outside the VPC.
  const gib = forwarding.topology === "direct" ? sentOutGib(config, workload) : 0;
  const hours = { quantity: HOURS_PER_MONTH, fixed: true };
  return [
    costRow(prices, "natGateway", { item: "NAT gateway", ...hours }),
    costRow(prices, "publicAddress", { item: "public IPv4 address of the NAT gateway", ...hours }),
    costRow(prices, "natData", { item: "data to Sentry and Datadog", quantity: gib, fixed: false }),
  ];
};
