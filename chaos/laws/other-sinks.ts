import type { SinkName } from "../../lib/catalog";
import { RESERVE_MS } from "../../lambda/forwarder/deadline";
import { type Plan, type SinkTrouble, troublesOf } from "../plan";
import type { Ended } from "../world/journal";
import type { Law } from "./law";

/** Enough to send what a plan writes, when nothing goes wrong with it. */
const ENOUGH_MS = RESERVE_MS + 5_000;

export const OTHERS_DO_NOT_SUFFER: Law = {
  says: "a sink that nothing is wrong with has everything after the first invocation that is not killed",
  afterEach: ({ plan }, invocation) =>
    hadItsTime(invocation)
      ? (invocation.report?.ledgers ?? []).flatMap(({ sink, parked, rejected, undelivered }) =>
          isWell(sink, plan) && parked + rejected + undelivered > 0
            ? `${sink}: ${parked} parked, ${rejected} rejected, ${undelivered} undelivered, and nothing is wrong with it`
            : [],
        )
      : [],
};

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

function hadItsTime({ fn, lot, ending }: Ended): boolean {
  return fn === "forwarder" && ending.kind !== "killed" && lot.limitMs >= ENOUGH_MS;
}

/** An event that is cut needs the bucket as well, so the bucket's troubles are those of every sink with something to cut. */
function isWell(sink: SinkName, plan: Plan): boolean {
  const troubles = [...troublesOf(plan, "sink").filter(isTrouble), ...troublesOf(plan, "secret")];
  const isTroubled = troubles.some((each) => each.sink === sink);
  const isCut = plan.traffic.some(
    (payload) => payload.is === "lines" && (payload.lines.long ?? 0) + (payload.lines.huge ?? 0) > 0,
  );
  return !isTroubled && !(isCut && troublesOf(plan, "bucket").length > 0);
}

/** A limit on what errors are none of is nothing to them. */
function isTrouble({ does }: SinkTrouble): boolean {
  return !(does.kind === "takes" && does.asks.by === "X-Sentry-Rate-Limits for other");
}
