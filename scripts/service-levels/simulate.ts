import {
  type Alarm,
  alarmForm,
  type Condition,
  type ServiceLevel,
  type ThresholdParameters,
  thresholdValue,
} from "../../catalog";

/** The requests of each minute. */
export interface Trace {
  readonly requests: readonly number[];
  /** Those that are not good for the service level. */
  readonly bad: readonly number[];
}

/** When an alarm was active: minutes since the begin of the trace. The end is undefined if it was still active. */
export interface Activation {
  readonly from: number;
  readonly to: number | undefined;
}

const MINUTES_PER_HOUR = 60;
const MINUTES_PER_DAY = 24 * MINUTES_PER_HOUR;

/** Thresholds of service levels do not depend on the environment. */
const NO_PARAMETERS: ThresholdParameters = {
  errorSpike: 0,
  dailyIngestBytes: 0,
  timeoutMs: 0,
  volumeMiB: 0,
  nodes: 0,
};

/**
 * When an alarm on burn rates is active, as CloudWatch evaluates it: after each minute, over the sliding window of each
 * condition. A condition with a window of more than one day is evaluated once an hour. Before the trace, there were no
 * requests. Source: Amazon CloudWatch User Guide, "Alarm evaluation" and "Alarm evaluation window".
 *
 * @throws Error for an alarm that is not on burn rates
 */
export function simulateAlarm(alarm: Alarm, trace: Trace): readonly Activation[] {
  const form = alarmForm(alarm);
  if (form.kind !== "composite" || !("burnRates" in alarm))
    throw new Error(`${alarm.id} has no burn rates; simulate an alarm of a service level`);
  const anyOf = form.anyOf.map((all) => all.map((condition) => evaluate(condition, trace)));
  return activations(
    trace.requests.map((_, minute) => anyOf.some((all) => all.every((states) => states[minute] === true))),
  );
}

/** The share of the error budget that a trace uses up until a minute, where `requestsPerMinute` is the normal traffic. */
export function usedBudget(
  { target, windowDays }: Pick<ServiceLevel, "target" | "windowDays">,
  { bad }: Trace,
  until: number,
  requestsPerMinute: number,
): number {
  const budget = ((100 - target) / 100) * windowDays * MINUTES_PER_DAY * requestsPerMinute;
  return bad.slice(0, until).reduce((sum, one) => sum + one, 0) / budget;
}

/** Whether the condition is met after each minute. */
function evaluate(condition: Condition, trace: Trace): readonly boolean[] {
  const { metric, periodMinutes, threshold } = condition;
  if (metric.source !== "percent" || !("atLeast" in threshold))
    throw new Error(`a burn rate is a percentage with a lower bound, got ${metric.source}`);
  const limit = thresholdValue(threshold.atLeast, NO_PARAMETERS);
  const badIn = slidingSum(trace.bad, periodMinutes);
  const requestsIn = slidingSum(trace.requests, periodMinutes);
  const isMet = (minute: number) => {
    const bad = badIn[minute] ?? 0;
    const requests = requestsIn[minute] ?? 0;
    return requests > 0 && bad >= metric.minimum && (100 * bad) / requests >= limit;
  };
  let met = false;
  return trace.requests.map((_, minute) => {
    const isEvaluated = periodMinutes <= MINUTES_PER_DAY || (minute + 1) % MINUTES_PER_HOUR === 0;
    if (isEvaluated) met = isMet(minute);
    return met;
  });
}

/** The sum of the last so many values, up to and including each. */
function slidingSum(values: readonly number[], length: number): readonly number[] {
  let sum = 0;
  return values.map((value, index) => {
    sum += value - (values[index - length] ?? 0);
    return sum;
  });
}

function activations(states: readonly boolean[]): readonly Activation[] {
  const found: { from: number; to: number | undefined }[] = [];
  for (const [minute, isActive] of states.entries()) {
    const last = found.at(-1);
    const wasActive = last !== undefined && last.to === undefined;
    if (isActive && !wasActive) found.push({ from: minute + 1, to: undefined });
    if (!isActive && wasActive) last.to = minute + 1;
  }
  return found;
}
