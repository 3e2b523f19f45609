import type { SinkName } from "../../../catalog";
import { pauseSeconds } from "../faults/sink-faults";
import { type Plan, type SecretFault, type SinkFault, type TimeWindow, faultsOf } from "../plan";
import { START_TIME } from "../world/timeline";
import type { EndedInvocation } from "../world/trace";
import type { World } from "../world/world";
import { SUFFICIENT_TIMEOUT_MS } from "./deadlines-and-rate-limits";
import type { Invariant } from "./invariant";

export const SINKS_ARE_INDEPENDENT: Invariant = {
  description:
    "a sink without a current or recent fault has every event after an invocation that is not killed",
  afterInvocation: (world, invocation) =>
    hadSufficientTime(invocation)
      ? (invocation.report?.ledgers ?? []).flatMap(({ sink, parked, rejected, unsettled }) =>
          parked + rejected + unsettled > 0 && isUnaffectedByFaults(sink, world, invocation)
            ? `${sink}: ${parked} parked, ${rejected} rejected, ${unsettled} unsettled, without a fault of the sink`
            : [],
        )
      : [],
};

function hadSufficientTime({ fn, faultBudget, result }: EndedInvocation): boolean {
  return fn === "forwarder" && result.kind !== "killed" && faultBudget.limitMs >= SUFFICIENT_TIMEOUT_MS;
}

/** Whether the sink has no fault now and had none recently. */
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

/** How long a fault has effects after its end: an open circuit, or a rate limit without a stated duration. */
const FAULT_GRACE_SECONDS = 61;
const SECRET_GRACE_SECONDS = 11;

function graceSecondsAfter({ mode }: SinkFault): number {
  switch (mode.kind) {
    case "rate-limit-header":
      // A rate limit on another category does not affect errors.
      return mode.rateLimit.header === "X-Sentry-Rate-Limits of another category"
        ? -Infinity
        : pauseSeconds(mode.rateLimit) + 1;
    case "error-status":
      return Math.max(FAULT_GRACE_SECONDS, mode.rateLimit ? pauseSeconds(mode.rateLimit) + 1 : 0);
    case "untrusted-certificate":
      // A process reads the URL of the sink once.
      return Infinity;
    case "connection-failure":
    case "no-response":
    case "slow-response":
    case "foreign-response":
    case "refused-lookups":
    case "document-failures":
    case "rejected-events":
    case "item-limit":
      return FAULT_GRACE_SECONDS;
  }
}

/** A process with a stale secret learns of it from the first rejected request, and uses the new secret from then on. */
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

/** A truncated event needs the bucket as well as the sink, so bucket faults affect every sink that truncates. */
function hasTruncatedEvents({ traffic }: Plan): boolean {
  return traffic.some(
    (payload) =>
      payload.kind === "lines" &&
      (payload.lines.overSentryLimit ?? 0) + (payload.lines.overDatadogLimit ?? 0) > 0,
  );
}
