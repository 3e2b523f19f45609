import { QUARANTINE_PREFIX, rejectedPrefix, SINK_NAMES, UNDECODABLE_PREFIX } from "../../../catalog";
import { isObject, parseObject } from "../../../lambda/shared/json";
import { faultsOf } from "../plan";
import { FOREIGN_CONTENT, type World } from "../world/world";
import type { Invariant } from "./invariant";
import { linesOf } from "./stored-events";

export const QUARANTINE_RECORDS_REASONS: Invariant = {
  description: "every object in quarantine records a reason, and its sink and time if it has one",
  atEnd: ({ bucket }) =>
    [...bucket.objects].flatMap(([key, body]) => {
      if (!key.startsWith(QUARANTINE_PREFIX)) return [];
      if (key.startsWith(UNDECODABLE_PREFIX))
        return isText(parseObject(Buffer.from(body).toString())["reason"]) ? [] : `${key} has no reason`;
      const [first = {}, ...events] = linesOf(body);
      const hasHeader =
        SINK_NAMES.some((sink) => sink === first["sink"]) && !Number.isNaN(Date.parse(String(first["at"])));
      const hasEvents =
        events.length > 0 && events.every(({ event, reason }) => isObject(event) && isText(reason));
      return hasHeader && hasEvents ? [] : `${key} has no valid header or events`;
    }),
};

export const QUARANTINE_HOLDS_ONLY_REJECTED: Invariant = {
  description: "quarantine contains only events that their sink judged to be invalid or too large",
  atEnd: ({ bucket, trace }) =>
    [...bucket.objects].flatMap(([key, body]) => {
      const sink = SINK_NAMES.find((each) => key.startsWith(rejectedPrefix(each)));
      if (!sink) return [];
      return linesOf(body).flatMap(({ event, reason }) =>
        isObject(event) && !trace.wasJudged(sink, String(event["id"]))
          ? `${key}: event ${String(event["id"])}: ${String(reason)}`
          : [],
      );
    }),
};

export const UNDECODABLE_INPUT_IS_QUARANTINED: Invariant = {
  description: "undecodable input is in quarantine unchanged, and nothing else is beside it",
  atEnd(world) {
    const quarantined = new Set(
      [...world.bucket.objects]
        .filter(([key]) => key.startsWith(UNDECODABLE_PREFIX))
        .map(([, body]) => parseObject(Buffer.from(body).toString())["base64"]),
    );
    const undecodable = undecodableInputs(world);
    const missing = undecodable.filter(([, body]) => !quarantined.has(body.toString("base64")));
    const unexpected = new Set(
      [...quarantined].filter((body) => !undecodable.some(([, each]) => each.toString("base64") === body)),
    );
    return [
      ...missing.map(([name]) => `${name} is missing`),
      ...(unexpected.size > 0
        ? [`${unexpected.size} objects are stored as undecodable, but can be decoded`]
        : []),
    ];
  },
};

function undecodableInputs({ payloads, plan, queue }: World): (readonly [string, Buffer])[] {
  const foreignInputs = faultsOf(plan, "foreign-input").filter(({ variant }) => variant !== "test event");
  return [
    ...payloads
      .filter(({ kind }) => kind === "corrupt")
      .map(({ number, compressed }) => [`payload ${number}`, compressed] as const),
    ...queue.foreignRecords.map((record) => {
      const body = JSON.stringify(record);
      return [`the foreign record ${body}`, Buffer.from(body)] as const;
    }),
    ...foreignInputs.map(({ variant }) => [`the foreign ${variant}`, Buffer.from(FOREIGN_CONTENT)] as const),
  ];
}

/** Ends a truncated text: the number of missing characters, in brackets. */
const TRUNCATION_NOTE = /… \[\d+ [^\]]+\]/;

/** The original of an event that is truncated for a sink is in quarantine. */
export const TRUNCATED_EVENTS_ARE_STORED_WHOLE: Invariant = {
  description: "the original of a truncated event is in quarantine with its whole text",
  atEnd({ bucket, intakes, payloads }) {
    const storedWhole = new Set<string>();
    for (const [key, body] of bucket.objects) {
      const [, folder = "", sink = ""] = /^quarantine\/((\w+)\/truncated)\//.exec(key) ?? [];
      if (folder === "") continue;
      for (const { event } of linesOf(body)) {
        const record = isObject(event) ? event["record"] : undefined;
        const message = isObject(record) ? String(record["message"]) : "";
        if (isObject(event) && message !== "" && !TRUNCATION_NOTE.test(message))
          storedWhole.add(`${sink} ${String(event["id"])}`);
      }
    }
    const sinkContents = {
      sentry: JSON.stringify(intakes.sentry.events),
      datadog: JSON.stringify(intakes.datadog.accepted().logs.map(({ cloudwatch }) => cloudwatch)),
    };
    return payloads
      .flatMap(({ events }) => events)
      .flatMap(({ id, kind, sinks }) => {
        const sink =
          kind === "overSentryLimit" ? "sentry" : kind === "overDatadogLimit" ? "datadog" : undefined;
        const isTruncated = sink !== undefined && sinks.includes(sink) && sinkContents[sink].includes(id);
        return isTruncated && !storedWhole.has(`${sink} ${id}`)
          ? `event ${id} was truncated for ${sink}, and its original is missing`
          : [];
      });
  },
};

function isText(value: unknown): value is string {
  return typeof value === "string" && value !== "";
}
