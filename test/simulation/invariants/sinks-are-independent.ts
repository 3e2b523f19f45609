import type { SinkName } from "../../../catalog";
import { type Plan, type SecretTrouble, type SinkTrouble, type Span, troublesOf } from "../plan";
import { BEGINNING } from "../world/timeline";
import type { Ended } from "../world/trace";
import type { World } from "../world/world";
import { ENOUGH_MS } from "./deadlines-and-rate-limits";
import type { Law } from "./invariant";

export const OTHERS_DO_NOT_SUFFER: Law = {
  says: "a sink that nothing is wrong with, or no longer, has everything after an invocation that is not killed",
  afterEach: (world, invocation) =>
    hadItsTime(invocation)
      ? (invocation.report?.ledgers ?? []).flatMap(({ sink, parked, rejected, undelivered }) =>
          parked + rejected + undelivered > 0 && isWell(sink, world, invocation)
            ? `${sink}: ${parked} parked, ${rejected} rejected, ${undelivered} undelivered, and nothing is wrong with it`
            : [],
        )
      : [],
};

function hadItsTime({ fn, lot, ending }: Ended): boolean {
  return fn === "forwarder" && ending.kind !== "killed" && lot.limitMs >= ENOUGH_MS;
}

/** Whether nothing is wrong with a sink, nor was lately. */
function isWell(sink: SinkName, { plan, journal }: World, invocation: Ended): boolean {
  const isOver = ({ from, until }: Span, graceS: number) =>
    invocation.startedAt >= at(until + graceS) || invocation.endedAt < at(from);
  const secrets = troublesOf(plan, "secret").filter((each) => each.sink === sink);
  return (
    troublesOf(plan, "sink").every((each) => each.sink !== sink || isOver(each, graceOf(each))) &&
    secrets.every((each) => isOver(each, SECRET_GRACE_S)) &&
    secrets.every((each) => each.is === "unreadable" || hasRenewed(invocation, each, journal)) &&
    !(isCut(plan) && troublesOf(plan, "bucket").length > 0)
  );
}

const at = (second: number) => BEGINNING + second * 1_000;

/** How long after its end a trouble is remembered: a sink that was down, or silent without a word for how long. */
const REMEMBERED_S = 61;
const SECRET_GRACE_S = 11;

function graceOf({ does }: SinkTrouble): number {
  switch (does.kind) {
    case "takes":
      // A limit on what errors are none of is nothing to them.
      return does.asks.by === "X-Sentry-Rate-Limits for other" ? -Infinity : does.asks.seconds + 1;
    case "answers":
      return Math.max(REMEMBERED_S, (does.asks?.seconds ?? 0) + 1);
    case "is an impostor":
      // A process is told once where the sink is.
      return Infinity;
    case "breaks":
    case "hangs":
    case "is slow":
    case "fails documents":
    case "refuses events":
    case "takes at most":
      return REMEMBERED_S;
  }
}

/** A process that holds an old secret learns so by the first refusal, and has the new one from then on. */
function hasRenewed({ process }: Ended, { until, sink }: SecretTrouble, journal: World["journal"]): boolean {
  const earlier = journal.invocations.slice(0, -1).filter((each) => each.process === process);
  const isNew = earlier.length === 0;
  const hasSent = earlier.some(
    ({ startedAt, report, ending }) =>
      startedAt >= at(until) &&
      ending.kind !== "killed" &&
      (report?.ledgers ?? []).some((ledger) => ledger.sink === sink && ledger.delivered + ledger.parked > 0),
  );
  return isNew || hasSent;
}

/** An event that is cut needs the bucket as well, so the bucket's troubles are those of every sink with something to cut. */
function isCut({ traffic }: Plan): boolean {
  return traffic.some(
    (payload) => payload.is === "lines" && (payload.lines.long ?? 0) + (payload.lines.huge ?? 0) > 0,
  );
}
