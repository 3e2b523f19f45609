import { PARKED_PREFIX, SINK_NAMES, type SinkName } from "../../../catalog";
import { isObject, parseJson } from "../../../lambda/shared/json";
import type { VerificationReport } from "..";

/**
 * The events that the forwarder parked for one sink, and the objects that the replay processed, according to their
 * logs.
 */
export interface ReplayCounts {
  readonly sink: SinkName;
  /** Events that the forwarder parked. */
  readonly parked: number;
  /** Objects that the replay received. */
  readonly objects: number;
  /** Invocations of the replay for these objects. */
  readonly attempts: number;
  /** Objects whose events the replay settled, and which it deleted. */
  readonly settled: number;
}

/** @param messages of the functions' log groups */
export function replayCountsBySink(messages: readonly string[]): ReplayCounts[] {
  const reports = messages.map(parseReport).filter(isObject);
  const ledgers = reports
    .filter(({ service }) => service === "forwarder")
    .flatMap(({ ledgers: all }): readonly unknown[] => (Array.isArray(all) ? all : []))
    .filter(isObject);
  return SINK_NAMES.map((sink) => {
    const replays = reports.filter(
      ({ service, key }) => service === "replay" && String(key).startsWith(`${PARKED_PREFIX}${sink}/`),
    );
    return {
      sink,
      parked: ledgers
        .filter((ledger) => ledger["sink"] === sink)
        .reduce((sum, { parked }) => sum + Number(parked), 0),
      objects: new Set(replays.map(({ key }) => key)).size,
      attempts: replays.length,
      settled: replays.filter(({ kind }) => kind === "settled").length,
    };
  });
}

/** Why events had no outcome in an invocation, so that Lambda retried it. */
export function unsettledReasons(messages: readonly string[]): readonly string[] {
  return messages
    .map(parseReport)
    .filter(isObject)
    .flatMap(({ ledgers, ledger }): readonly unknown[] => (Array.isArray(ledgers) ? ledgers : [ledger]))
    .filter(isObject)
    .flatMap(({ sink, reasons }) =>
      (Array.isArray(reasons) ? reasons : [])
        .filter(isObject)
        .filter(({ state }) => state === "unsettled")
        .map(({ reason, events }) => `${String(sink)}: ${String(events)} events: ${String(reason)}`),
    );
}

/**
 * Reports the replays. A check fails if the outage parked no event of a sink, because its replay was then not tested.
 *
 * @param hadOutage without an outage, events can also have been retried without being parked
 */
export function reportReplays(
  replays: readonly ReplayCounts[],
  report: VerificationReport,
  hadOutage = true,
): void {
  report.section("replays", "Replays of the events that were parked");
  report.table(
    replays.map(({ sink, parked, objects, attempts, settled }) => ({
      sink,
      parkedEvents: parked,
      parkedObjects: objects,
      replayAttempts: attempts,
      settledObjects: settled,
    })),
  );
  for (const { sink, parked, objects, settled } of replays) {
    report.check({
      name: sink,
      passed: (!hadOutage || (parked > 0 && objects > 0)) && settled === objects,
      statement: `${sink}: ${hadOutage ? "events were parked, and " : ""}the replay settled every object`,
      figures: { parkedEvents: parked, parkedObjects: objects, settledObjects: settled },
    });
  }
}

/** Lambda may put a prefix before the JSON of a function's log line. */
function parseReport(message: string): unknown {
  const start = message.indexOf("{");
  return start < 0 ? undefined : parseJson(message.slice(start));
}
