import { hasBastion } from "../../../../config";
import { costRow } from "../cost-row";
import { HOURS_PER_MONTH } from "../month";
import type { ServiceCost } from "./service-cost";

const VOLUME_GIB = 8;
/** Systems Manager and its messages. */
const INTERFACE_ENDPOINTS = 2;

/** The bastion, and in a VPC without a NAT gateway its interface endpoints in each zone. */
export const bastion: ServiceCost = ({ search }, _, prices) => {
  if (!hasBastion(search) || search.kind !== "domain") return [];
  const { network, availabilityZones: zones } = search;
  const endpoints = costRow(prices, "interfaceEndpoint", {
    item: `${INTERFACE_ENDPOINTS} endpoints of the bastion in ${zones} zones`,
    quantity: INTERFACE_ENDPOINTS * zones * HOURS_PER_MONTH,
    fixed: true,
  });
  return [
    costRow(prices, "bastionInstance", { item: "bastion", quantity: HOURS_PER_MONTH, fixed: true }),
    costRow(prices, "bastionVolume", {
      item: `volume of the bastion, ${VOLUME_GIB} GiB`,
      quantity: VOLUME_GIB,
      fixed: true,
    }),
    ...(network.kind === "vpc" && network.egress === "none" ? [endpoints] : []),
  ];
};
