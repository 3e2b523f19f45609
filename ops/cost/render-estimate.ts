import type { EnvironmentConfig } from "../../config";
import { colorsFor, type Io } from "../cli";
import { plainTable } from "../cli/plain-table";
import type { Alternative } from "./alternatives";
import { BYTES_PER_GIB, type Estimate, type ServiceTotal, sumVolumes, type Workload } from "./estimate";
import type { PriceTable } from "./prices";

export interface RenderedEstimate {
  readonly config: EnvironmentConfig;
  readonly workload: Workload;
  readonly prices: PriceTable;
  readonly result: Estimate;
  readonly changes: readonly Alternative[];
}

/** The bill for people: what costs most comes first. */
export function renderEstimate(
  { config, workload, prices, result, changes }: RenderedEstimate,
  io: Io,
): string {
  const { bold } = colorsFor(io);
  const { bytesPerDay, linesPerDay } = sumVolumes(Object.values(workload.volumes));
  const total = `${formatUsd(result.usd)} USD a month, of which ${formatUsd(result.fixedUsd)} without any log line`;
  return [
    `${config.environment}, ${prices.region}: ${formatNumber(bytesPerDay / BYTES_PER_GIB)} GiB and ` +
      `${formatNumber(linesPerDay)} lines a day`,
    bold(total),
    "",
    billTable(result.services),
    "",
    ...perMillionLines(result),
    ...unpriced(result),
    ...storageWarning(result),
    ...(changes.length > 0 ? ["", "A change alone would cost or save a month:", changesTable(changes)] : []),
    "",
    "List prices without free tier, discounts and taxes, in the steady state, after the longest retention has passed. " +
      "Not counted, because they are small or depend on use: S3 and SQS for parked events, queries of Logs Insights and of " +
      "the dashboard's widgets, the domain's own " +
      'logs, flow logs, findings, snapshots, replays. docs/architecture.md, "Cost and capacity", lists the assumptions.',
  ].join("\n");
}

function billTable(services: readonly ServiceTotal[]): string {
  const rows = services.flatMap(({ service, usd, rows: items }) => [
    [service, "", "", "", formatUsd(usd)],
    ...items
      .filter(({ quantity }) => quantity > 0)
      .map(({ item, quantity, unit, usdPerUnit, usd: itemUsd }) => [
        `  ${item}`,
        formatNumber(quantity),
        unit,
        String(usdPerUnit),
        formatUsd(itemUsd),
      ]),
  ]);
  return plainTable(["", "quantity", "unit", "USD per unit", "USD a month"], rows, [
    false,
    true,
    false,
    true,
    true,
  ]);
}

function perMillionLines({ perMillionLines: cost }: Estimate): readonly string[] {
  if (cost === undefined) return [];
  const { gibSeconds, lambdaUsd, usd } = cost;
  return [
    `A million lines take ${formatNumber(gibSeconds)} GiB-seconds of Lambda for ${formatPrice(lambdaUsd)} USD, and cost ` +
      `${formatPrice(usd)} USD in all services, without what the environment costs without any log line`,
  ];
}

function unpriced({ datadog, sentryEvents }: Estimate): readonly string[] {
  return [
    ...(datadog
      ? [
          `Datadog bills by its own plan: ${formatNumber(datadog.gib)} GiB and ${formatNumber(datadog.events)} logs a month`,
        ]
      : []),
    ...(sentryEvents === undefined
      ? []
      : [`Sentry bills by its own plan: ${formatNumber(sentryEvents)} errors a month, before aggregation`]),
  ];
}

function storageWarning({ searchStorage }: Estimate): readonly string[] {
  if (!searchStorage || searchStorage.neededGib <= searchStorage.configuredGib) return [];
  const { neededGib, configuredGib } = searchStorage;
  return [
    `The domain needs ${formatNumber(neededGib)} GiB of volumes to keep these records for their retention, and has ` +
      `${formatNumber(configuredGib)} GiB. The bill is that of what is configured.`,
  ];
}

function changesTable(changes: readonly Alternative[]): string {
  const withDatadog = changes.some(({ datadogGib }) => datadogGib !== undefined);
  return plainTable(
    ["  setting", "USD", ...(withDatadog ? ["GiB to Datadog"] : [])],
    changes.map(({ change, usd, datadogGib = 0 }) => [
      `  ${change}`,
      formatDifference(usd, formatUsd),
      ...(withDatadog ? [formatDifference(datadogGib, formatNumber)] : []),
    ]),
    [false, true, true],
  );
}

function formatUsd(usd: number): string {
  return usd.toLocaleString("en-US", { minimumFractionDigits: 2, maximumFractionDigits: 2 });
}

/** Three significant digits below 100. */
export function formatNumber(value: number): string {
  return value.toLocaleString(
    "en-US",
    value < 100 ? { maximumSignificantDigits: 3 } : { maximumFractionDigits: 0 },
  );
}

/** Small prices in three significant digits. */
export function formatPrice(usd: number): string {
  return usd < 1 ? String(Number(usd.toPrecision(3))) : formatUsd(usd);
}

function formatDifference(value: number, format: (value: number) => string): string {
  return `${value > 0 ? "+" : ""}${format(value)}`;
}
