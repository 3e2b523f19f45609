import type { Context } from "aws-lambda";
import { STORE_TIMEOUT_MS } from "../shared/object-store";

/** The part of a Lambda function's context that knows how much time remains. */
export type RemainingTime = Pick<Context, "getRemainingTimeInMillis">;

/** Kept back of an invocation's time, in milliseconds: enough to park what was not sent, and to report it. */
export const RESERVE_MS = STORE_TIMEOUT_MS + 1_000;

/** When sending must be over, in milliseconds since the epoch. */
export function sendingDeadline(now: number, { getRemainingTimeInMillis }: RemainingTime): number {
  return now + getRemainingTimeInMillis() - RESERVE_MS;
}
