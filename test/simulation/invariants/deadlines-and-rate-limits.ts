import { RESERVE_MS } from "../../../lambda/delivery/deadline";
import type { Invariant } from "./invariant";

/** Enough to send what a plan writes, when nothing goes wrong with it. */
export const SUFFICIENT_TIMEOUT_MS = RESERVE_MS + 5_000;

/** Parking needs time, and an invocation that had it must not use it up for sending. */
export const DEADLINES_ARE_MET: Invariant = {
  description: "an invocation of the forwarder that has its time ends in time",
  afterInvocation: (_, invocation) =>
    invocation.fn === "forwarder" &&
    invocation.faultBudget.limitMs >= SUFFICIENT_TIMEOUT_MS &&
    invocation.result.kind === "killed" &&
    invocation.result.cause === "time"
      ? [`${invocation.faultBudget.limitMs} ms were not enough`]
      : [],
};

export const RATE_LIMITS_ARE_RESPECTED: Invariant = {
  description: "a sink that asks for silence is sent nothing until then by who heard it",
  atEnd: ({ trace }) =>
    [...new Set(trace.rateLimitViolations)].map((sink) => `${sink} was sent to before its time`),
};
