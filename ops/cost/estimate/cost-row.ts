import { type ChargeId, CHARGES, type PriceTable, type ServiceName } from "../prices";

/** What one item costs in a month. */
export interface CostRow {
  readonly service: ServiceName;
  readonly item: string;
  /** In a month. */
  readonly quantity: number;
  readonly unit: string;
  readonly usdPerUnit: number;
  readonly usd: number;
  /** Whether the item costs the same without any log line. */
  readonly fixed: boolean;
}

export type Item = Pick<CostRow, "item" | "quantity" | "fixed">;

/** A charge of the price table. */
export function costRow({ prices }: PriceTable, id: ChargeId, item: Item): CostRow {
  return rowOf(id, item, prices[id].usd);
}

/** A row of the service of a charge, with a price of its own. */
export function rowOf(id: ChargeId, { item, quantity, fixed }: Item, usdPerUnit: number): CostRow {
  const { service, unit } = CHARGES[id];
  return { service, item, quantity, unit, usdPerUnit, usd: quantity * usdPerUnit, fixed };
}
