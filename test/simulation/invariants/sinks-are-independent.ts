import type { SinkName } from "../../../catalog";
import { type Plan, type SecretFault, type SinkFault, type TimeWindow, faultsOf } from "../plan";
import { START_TIME } from "../world/timeline";
import type { EndedInvocation } from "../world/trace";
import type { World } from "../world/world";
import { SUFFICIENT_TIMEOUT_MS } from "./deadlines-and-rate-limits";
import type { Invariant } from "./invariant";

export const SINKS_ARE_INDEPENDENT: Invariant = {
  description:
    "a sink that nothing is wrong with, or no longer, has everything after an invocation that is not killed",
  afterInvocation: (world, invocation) =>
    hadSufficientTime(invocation)
      ? (invocation.report?.ledgers ?? []).flatMap(({ sink, parked, rejected, unsettled }) =>
          parked + rejected + unsettled > 0 && isUnaffectedByFaults(sink, world, invocation)
            ? `${sink}: ${parked} parked, ${rejected} rejected, ${unsettled} undelivered, and nothing is wrong with it`
            : [],
        )
      : [],
};

function hadSufficientTime({ fn, faultBudget, result }: EndedInvocation): boolean {
  return fn === "forwarder" && result.kind !== "killed" && faultBudget.limitMs >= SUFFICIENT_TIMEOUT_MS;
}

/** Whether nothing is wrong with a sink, nor was lately. */
function isUnaffectedByFaults(sink: SinkName, { plan, trace }: World, invocation: EndedInvocation): boolean {
  const isOver = ({ from, until }: TimeWindow, graceSeconds: number) =>
    invocation.startedAt >= timeOf(until + graceSeconds) || invocation.endedAt < timeOf(from);
  const secrets = faultsOf(plan, "secret").filter((each) => each.sink === sink);
  return (
    faultsOf(plan, "sink").every((each) => each.sink !== sink || isOver(each, graceSecondsAfter(each))) &&
    secrets.every((each) => isOver(each, SECRET_GRACE_SECONDS)) &&
    secrets.every((each) => each.variant === "unavailable" || hasRefreshedSecret(invocation, each, trace)) &&
    !(hasTruncatedEvents(plan) && faultsOf(plan, "bucket").length > 0)
  );
}

const timeOf = (second: number) => START_TIME + second * 1_000;

/** How long after its end a trouble is remembered: a sink that was down, or silent without a word for how long. */
const FAULT_GRACE_SECONDS = 61;
const SECRET_GRACE_SECONDS = 11;

function graceSecondsAfter({ mode }: SinkFault): number {
  switch (mode.kind) {
    case "rate-limit-header":
      // A limit on what errors are none of is nothing to them.
      return mode.rateLimit.header === "X-Sentry-Rate-Limits of another category"
        ? -Infinity
        : mode.rateLimit.seconds + 1;
    case "error-status":
      return Math.max(FAULT_GRACE_SECONDS, (mode.rateLimit?.seconds ?? 0) + 1);
    case "untrusted-certificate":
      // A process is told once where the sink is.
      return Infinity;
    case "connection-failure":
    case "no-response":
    case "slow-response":
    case "document-failures":
    case "rejected-events":
    case "item-limit":
      return FAULT_GRACE_SECONDS;
  }
}

/** A process that holds an old secret learns so by the first refusal, and has the new one from then on. */
function hasRefreshedSecret(
  { executionEnvironment }: EndedInvocation,
  { until, sink }: SecretFault,
  trace: World["trace"],
): boolean {
  const earlier = trace.invocations
    .slice(0, -1)
    .filter((each) => each.executionEnvironment === executionEnvironment);
  const isNew = earlier.length === 0;
  const hasSent = earlier.some(
    ({ startedAt, report, result }) =>
      startedAt >= timeOf(until) &&
      result.kind !== "killed" &&
      (report?.ledgers ?? []).some((ledger) => ledger.sink === sink && ledger.delivered + ledger.parked > 0),
  );
  return isNew || hasSent;
}

/** An event that is cut needs the bucket as well, so the bucket's troubles are those of every sink with something to cut. */
function hasTruncatedEvents({ traffic }: Plan): boolean {
  return traffic.some(
    (payload) =>
      payload.kind === "lines" &&
      (payload.lines.overSentryLimit ?? 0) + (payload.lines.overDatadogLimit ?? 0) > 0,
  );
}
