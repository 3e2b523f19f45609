import type { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import { PARKED_PREFIX, SINK_NAMES } from "../../lib/catalog";
import { isObject, type JsonObject, parseJson } from "../intakes/json";
import { functionLogGroups, messagesOf, type Report } from "../proof";

const ENVIRONMENT = "local";

/** Says sink by sink what was parked and what its replays did, by what the functions wrote about it. */
export async function tellReplays(client: CloudWatchLogsClient, result: Report): Promise<void> {
  const reports: JsonObject[] = [];
  for await (const message of messagesOf(client, await functionLogGroups(client, ENVIRONMENT))) {
    const line = parseJson(message.slice(Math.max(0, message.indexOf("{"))));
    if (isObject(line)) reports.push(line);
  }
  const parkedBySink = SINK_NAMES.map((sink) => ({
    sink,
    parked: sumOf(
      reports
        .filter(({ service }) => service === "forwarder")
        .flatMap(({ ledgers }): readonly unknown[] => (Array.isArray(ledgers) ? ledgers : []))
        .filter((ledger) => isObject(ledger) && ledger["sink"] === sink),
      "parked",
    ),
    replays: reports.filter(
      ({ service, key }) => service === "replay" && String(key).startsWith(`${PARKED_PREFIX}${sink}/`),
    ),
  }));
  result.heading("What the outage left to the replays");
  result.table(
    ["sink", "events parked", "in objects", "replays tried", "settled"],
    parkedBySink.map(({ sink, parked, replays }) => [
      sink,
      parked,
      new Set(replays.map(({ key }) => key)).size,
      replays.length,
      replays.filter(({ kind }) => kind === "settled").length,
    ]),
  );
  for (const { sink, parked } of parkedBySink)
    result.check(parked > 0, `${sink}: the outage was long enough for its events to be parked`);
}

function sumOf(rows: readonly unknown[], column: string): number {
  return rows.reduce<number>((sum, row) => sum + Number(isObject(row) ? row[column] : 0), 0);
}
