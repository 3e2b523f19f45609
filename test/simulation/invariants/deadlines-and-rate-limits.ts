import { RESERVE_MS } from "../../../lambda/delivery/deadline";
import type { Invariant } from "./invariant";

/** Enough to deliver what a plan writes when no fault occurs. */
export const SUFFICIENT_TIMEOUT_MS = RESERVE_MS + 5_000;

/** Parking takes time. An invocation with a sufficient timeout must not spend that time on sending. */
export const DEADLINES_ARE_MET: Invariant = {
  description: "an invocation of the forwarder with a sufficient timeout ends before it",
  afterInvocation: (_, invocation) =>
    invocation.fn === "forwarder" &&
    invocation.faultBudget.limitMs >= SUFFICIENT_TIMEOUT_MS &&
    invocation.result.kind === "killed" &&
    invocation.result.cause === "time"
      ? [`${invocation.faultBudget.limitMs} ms were not sufficient`]
      : [],
};

export const RATE_LIMITS_ARE_RESPECTED: Invariant = {
  description: "a process that received a rate limit sends nothing to the sink until it ends",
  atEnd: ({ trace }) =>
    [...new Set(trace.rateLimitViolations)].map((sink) => `${sink} received a request during its rate limit`),
};
