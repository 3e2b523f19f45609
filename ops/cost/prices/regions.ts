import { OperatorError } from "../../cli";
import type { PriceTable } from "./price-table";
import { US_EAST_1 } from "./us-east-1";

const TABLES: readonly PriceTable[] = [US_EAST_1];

/** The regions that have a price table. */
export const PRICED_REGIONS: readonly string[] = TABLES.map(({ region }) => region);

/** @throws OperatorError for any other region */
export function pricesOf(region: string): PriceTable {
  const table = TABLES.find((candidate) => candidate.region === region);
  if (table) return table;
  const [known] = PRICED_REGIONS;
  throw new OperatorError(
    `there are no prices for the region ${JSON.stringify(region)}, only for ${PRICED_REGIONS.join(", ")}. Write those of ` +
      `the region into a file and give it with --prices; the field "prices" of \`npx logs cost <environment> --region ` +
      `${known} --gib-per-day 1 --json\` has its form.`,
  );
}
