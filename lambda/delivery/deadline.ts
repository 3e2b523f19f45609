import type { Context } from "aws-lambda";
import { STORE_TIMEOUT_MS } from "../shared/object-store";

/** The part of a Lambda function's context that returns the remaining time. */
export type RemainingTime = Pick<Context, "getRemainingTimeInMillis">;

/** Reserved time of an invocation, in milliseconds: enough to park unsent events and to report them. */
export const RESERVE_MS = STORE_TIMEOUT_MS + 1_000;

/** The deadline for sending, in milliseconds since the epoch. */
export function sendingDeadline(now: number, { getRemainingTimeInMillis }: RemainingTime): number {
  return now + getRemainingTimeInMillis() - RESERVE_MS;
}
