import { readFileSync } from "node:fs";
import { z } from "zod";
import { OperatorError } from "../../cli";
import { CHARGE_IDS, type PriceTable } from "./price-table";

const usd = z.number().min(0);
const source = z.string().min(1);
const price = z.strictObject({ usd, source });

const priceTable = z.strictObject({
  region: z.string().min(1),
  prices: z.record(z.enum(CHARGE_IDS), price),
  searchInstances: z.record(z.string(), usd),
  searchInstanceSource: source,
});

/**
 * Reads a price table from a JSON file.
 *
 * @throws OperatorError with all faults of the file, also if its prices are those of another region
 */
export function readPriceFile(path: string, region: string): PriceTable {
  const parsed = priceTable.safeParse(parseJson(path, readText(path)));
  if (!parsed.success)
    throw new OperatorError(`${path} is not a price table:\n${z.prettifyError(parsed.error)}`);
  if (parsed.data.region !== region)
    throw new OperatorError(
      `${path} has the prices of ${parsed.data.region}, but the region is ${region}; use another file, or ` +
        `--region ${parsed.data.region}`,
    );
  return parsed.data;
}

function readText(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    throw new OperatorError(
      `--prices: the file ${path} cannot be read (${(error as NodeJS.ErrnoException).code})`,
      {
        cause: error,
      },
    );
  }
}

function parseJson(path: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new OperatorError(`--prices: ${path} is not JSON: ${(error as Error).message}`, { cause: error });
  }
}
