import type { LogMetricId } from "../log-metrics";
import type { QuestionId } from "../questions";

/** A promise about requests: which share of them is good, over a window of days. The rest is the error budget. */
interface ServiceLevelRow {
  readonly id: string;
  /** The requests that are good. */
  readonly description: string;
  /** In percent of all requests. */
  readonly target: number;
  readonly windowDays: number;
  /** Counts the requests that are not good. */
  readonly bad: LogMetricId;
  readonly total: LogMetricId;
  /** Why the target is what it is. */
  readonly reason: string;
  /** The question whose answer shows which requests are not good. */
  readonly question: QuestionId;
}

export const SERVICE_LEVELS = [
  {
    id: "availability",
    description: "requests that are answered without a 5xx status",
    target: 99.9,
    windowDays: 30,
    bad: "failedRequests",
    total: "requests",
    reason:
      "a shop repeats a failed request; one in a thousand delays a change of stock, more lets shops oversell",
    question: "server-error-rate",
  },
  {
    id: "latency",
    description: "requests that are answered within one second",
    target: 99,
    windowDays: 30,
    bad: "slowRequests",
    total: "requests",
    reason:
      "people notice a delay of one second; reports of large shops take longer, and are below one percent",
    question: "slowest-routes",
  },
] as const satisfies readonly ServiceLevelRow[];

export type ServiceLevelId = (typeof SERVICE_LEVELS)[number]["id"];
export type ServiceLevel = ServiceLevelRow & { readonly id: ServiceLevelId };

export function serviceLevelById(id: ServiceLevelId): ServiceLevel {
  return SERVICE_LEVELS.find((candidate) => candidate.id === id) as ServiceLevel;
}

/**
 * A multiple of the rate that uses up the error budget exactly in its window. It is reached if the share of bad requests
 * exceeds it in a long window and in a short one: the long window shows that much of the budget is lost, and the short one
 * that the loss goes on.
 */
export interface BurnRate {
  readonly rate: number;
  readonly longMinutes: number;
  readonly shortMinutes: number;
}

const HOUR = 60;
const DAY = 24 * HOUR;

/**
 * With a window of 30 days: 2 % of the budget in one hour, or 5 % in six hours.
 * Source: Google, The Site Reliability Workbook, "Alerting on SLOs", Multiwindow, Multi-Burn-Rate Alerts.
 */
export const FAST_BURN = [
  { rate: 14.4, longMinutes: HOUR, shortMinutes: 5 },
  { rate: 6, longMinutes: 6 * HOUR, shortMinutes: 30 },
] as const satisfies readonly BurnRate[];

/** With a window of 30 days: 10 % of the budget in three days. Source: as above. */
export const SLOW_BURN = [
  { rate: 1, longMinutes: 3 * DAY, shortMinutes: 6 * HOUR },
] as const satisfies readonly BurnRate[];

/**
 * Number of bad requests in the long window below which no burn rate is reached. With little traffic, a single failure is
 * a large share of the requests: with the target 99.9 %, one failure among 69 requests in an hour is a burn rate of 14.4.
 */
export const MIN_BAD_REQUESTS = 10;

/** Share of bad requests that reaches a burn rate, in percent, rounded to a millionth against floating-point digits. */
export function burnThreshold(
  { target }: Pick<ServiceLevel, "target">,
  { rate }: Pick<BurnRate, "rate">,
): number {
  return Number(((100 - target) * rate).toFixed(6));
}
