import type { EnvironmentConfig } from "../../../config";
import { CHARGES, type PriceTable, type ServiceName } from "../prices";
import type { CostRow } from "./cost-row";
import { DAYS_PER_MONTH } from "./month";
import { SERVICE_COSTS } from "./services";
import {
  datadogVolume,
  type SearchStorage,
  searchStorage,
  sentryEvents,
  type SinkVolume,
} from "./sink-volumes";
import { sumVolumes, type Workload } from "./workload";

export interface ServiceTotal {
  readonly service: ServiceName;
  readonly usd: number;
  /** The most expensive one first. */
  readonly rows: readonly CostRow[];
}

/** What an environment costs in a month, in US dollars. */
export interface Estimate {
  readonly usd: number;
  /** What it costs without any log line. */
  readonly fixedUsd: number;
  /** The most expensive one first. */
  readonly services: readonly ServiceTotal[];
  /** What sinks with their own plans receive in a month. Undefined where the environment does not have the sink. */
  readonly datadog: SinkVolume | undefined;
  readonly sentryEvents: number | undefined;
  readonly searchStorage: SearchStorage | undefined;
  /** Undefined without any log line. */
  readonly perMillionLines: LineCost | undefined;
}

/** What a million lines cost beside the fixed costs. */
export interface LineCost {
  /** GiB-seconds of all functions. */
  readonly gibSeconds: number;
  /** US dollars for the duration and the requests of all functions. */
  readonly lambdaUsd: number;
  /** US dollars for all services. */
  readonly usd: number;
}

/** @throws OperatorError if the price table lacks an instance type of the configuration */
export function estimate(config: EnvironmentConfig, workload: Workload, prices: PriceTable): Estimate {
  const rows = SERVICE_COSTS.flatMap((costOf) => costOf(config, workload, prices));
  return {
    usd: sumUsd(rows),
    fixedUsd: sumUsd(rows.filter(({ fixed }) => fixed)),
    services: totals(rows),
    datadog: datadogVolume(config, workload),
    sentryEvents: sentryEvents(config, workload),
    searchStorage: searchStorage(config, workload),
    perMillionLines: perMillionLines(rows, workload),
  };
}

function perMillionLines(rows: readonly CostRow[], { volumes }: Workload): LineCost | undefined {
  const millions = (sumVolumes(Object.values(volumes)).linesPerDay * DAYS_PER_MONTH) / 1e6;
  if (millions === 0) return undefined;
  const variable = rows.filter(({ fixed }) => !fixed);
  const lambda = variable.filter(({ service }) => service === "Lambda");
  const gibSeconds = lambda
    .filter(({ unit }) => unit === CHARGES.lambdaCompute.unit)
    .reduce((sum, { quantity }) => sum + quantity, 0);
  return {
    gibSeconds: gibSeconds / millions,
    lambdaUsd: sumUsd(lambda) / millions,
    usd: sumUsd(variable) / millions,
  };
}

function totals(rows: readonly CostRow[]): readonly ServiceTotal[] {
  const names = [...new Set(rows.map(({ service }) => service))];
  return names
    .map((service) => {
      const own = rows.filter((row) => row.service === service).toSorted((one, other) => other.usd - one.usd);
      return { service, usd: sumUsd(own), rows: own };
    })
    .toSorted((one, other) => other.usd - one.usd);
}

function sumUsd(items: readonly { readonly usd: number }[]): number {
  return items.reduce((sum, { usd }) => sum + usd, 0);
}
