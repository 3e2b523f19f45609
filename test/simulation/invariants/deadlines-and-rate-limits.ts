import { RESERVE_MS } from "../../../lambda/delivery/deadline";
import type { Law } from "./invariant";

/** Enough to send what a plan writes, when nothing goes wrong with it. */
export const ENOUGH_MS = RESERVE_MS + 5_000;

/** Parking needs time, and an invocation that had it must not use it up for sending. */
export const TIME_IS_KEPT_BACK: Law = {
  says: "an invocation of the forwarder that has its time ends in time",
  afterEach: (_, invocation) =>
    invocation.fn === "forwarder" &&
    invocation.lot.limitMs >= ENOUGH_MS &&
    invocation.ending.kind === "killed" &&
    invocation.ending.because === "time"
      ? [`${invocation.lot.limitMs} ms were not enough`]
      : [],
};

export const SILENCE_IS_HEEDED: Law = {
  says: "a sink that asks for silence is sent nothing until then by who heard it",
  inTheEnd: ({ journal }) =>
    [...new Set(journal.disturbances)].map((sink) => `${sink} was sent to before its time`),
};
