import { PARKED_PREFIX, SINK_NAMES, type SinkName } from "../../../catalog";
import { isObject, parseJson } from "../../intakes/json";
import type { VerificationReport } from "..";

/** What forwarder and replay say they parked and brought back for one sink. */
export interface ReplayCounts {
  readonly sink: SinkName;
  /** Events that the forwarder parked. */
  readonly parked: number;
  /** Objects that the replay was told of, ... */
  readonly objects: number;
  /** how often it tried one of them, ... */
  readonly attempts: number;
  /** and how many it settled and deleted. */
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

/** An outage in which a sink's events were not parked has proven nothing of it. */
export function reportReplays(replays: readonly ReplayCounts[], result: VerificationReport): void {
  result.heading("What the outage left to the replays");
  result.table(
    ["sink", "events parked", "in objects", "replays tried", "settled"],
    replays.map(({ sink, parked, objects, attempts, settled }) => [sink, parked, objects, attempts, settled]),
  );
  for (const { sink, parked, objects, settled } of replays) {
    result.check(
      parked > 0 && objects > 0 && settled === objects,
      `${sink}: events were parked, and every object is settled`,
    );
  }
}

/** A function's log line may have words of the platform in front. */
function parseReport(message: string): unknown {
  const start = message.indexOf("{");
  return start < 0 ? undefined : parseJson(message.slice(start));
}
