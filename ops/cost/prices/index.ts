export { type ChargeId, CHARGE_IDS, CHARGES, type PriceTable, type ServiceName } from "./price-table";
export { readPriceFile } from "./price-file";
export { pricesOf, PRICED_REGIONS } from "./regions";
