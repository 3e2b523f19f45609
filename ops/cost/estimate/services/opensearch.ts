import { OperatorError } from "../../../cli";
import type { PriceTable } from "../../prices";
import { type CostRow, costRow, rowOf } from "../cost-row";
import { HOURS_PER_MONTH } from "../month";
import type { ServiceCost } from "./service-cost";

/** The domain that the deployment creates. An external cluster has no price here. */
export const openSearch: ServiceCost = ({ search }, _, prices) => {
  if (search.kind !== "domain") return [];
  const { dataNodes, masterNodes } = search;
  return [
    nodes(prices, "data nodes", dataNodes),
    ...(masterNodes ? [nodes(prices, "dedicated master nodes", masterNodes)] : []),
    costRow(prices, "searchStorage", {
      item: `gp3 volumes, ${dataNodes.count} × ${dataNodes.volumeGiB} GiB`,
      quantity: dataNodes.count * dataNodes.volumeGiB,
      fixed: true,
    }),
  ];
};

function nodes(
  { searchInstances, region }: PriceTable,
  title: string,
  { count, instanceType }: { readonly count: number; readonly instanceType: string },
): CostRow {
  const usdPerHour = searchInstances[instanceType];
  if (usdPerHour === undefined)
    throw new OperatorError(
      `there is no price for the instance type ${instanceType} in ${region}, only for ` +
        `${Object.keys(searchInstances).join(", ")}. Add it to a price table, and give that with --prices.`,
    );
  const row = rowOf(
    "searchStorage",
    { item: `${title}, ${count} × ${instanceType}`, quantity: count * HOURS_PER_MONTH, fixed: true },
    usdPerHour,
  );
  return { ...row, unit: "hour" };
}
