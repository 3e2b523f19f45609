import { QUARANTINE_PREFIX, SINK_NAMES } from "../../../catalog";
import { isObject, parseObject } from "../../../lambda/shared/json";
import { troublesOf } from "../plan";
import { STRAY, type World } from "../world/world";
import type { Law } from "./invariant";
import { linesOf } from "./stored-events";

const UNREADABLE = `${QUARANTINE_PREFIX}unreadable/`;

export const QUARANTINE_SAYS_WHY: Law = {
  says: "everything in quarantine has its reason, its sink and its time",
  inTheEnd: ({ bucket }) =>
    [...bucket.objects].flatMap(([key, body]) => {
      if (!key.startsWith(QUARANTINE_PREFIX)) return [];
      if (key.startsWith(UNREADABLE))
        return isText(parseObject(Buffer.from(body).toString())["reason"]) ? [] : `${key} has no reason`;
      const [first = {}, ...events] = linesOf(body);
      const isSaid =
        SINK_NAMES.some((sink) => sink === first["sink"]) && !Number.isNaN(Date.parse(String(first["at"])));
      const isWhole =
        events.length > 0 && events.every(({ event, reason }) => isObject(event) && isText(reason));
      return isSaid && isWhole ? [] : `${key} does not say what it is`;
    }),
};

/** Answers after which another attempt may succeed, or a person can mend something. */
const NOT_FOR_GOOD = /\b(?:401|403|408|429|5\d\d)\b|no answer|cannot be read|time was up|left alone/;

export const ONLY_THE_REFUSED: Law = {
  says: "nothing is in quarantine that another attempt could deliver",
  inTheEnd: ({ bucket }) =>
    [...bucket.objects].flatMap(([key, body]) =>
      /^quarantine\/\w+\/refused\//.test(key)
        ? linesOf(body).flatMap(({ reason }) =>
            isText(reason) && NOT_FOR_GOOD.test(reason) ? `${key}: ${reason}` : [],
          )
        : [],
    ),
};

export const UNREADABLE_IS_KEPT: Law = {
  says: "what nobody can read is in quarantine as it came, and nothing else is with it",
  inTheEnd(world) {
    const kept = new Set(
      [...world.bucket.objects]
        .filter(([key]) => key.startsWith(UNREADABLE))
        .map(([, body]) => parseObject(Buffer.from(body).toString())["base64"]),
    );
    const unreadable = unreadableOf(world);
    const missing = unreadable.filter(([, body]) => !kept.has(body.toString("base64")));
    const others = new Set(
      [...kept].filter((body) => !unreadable.some(([, each]) => each.toString("base64") === body)),
    );
    return [
      ...missing.map(([name]) => `${name} is gone`),
      ...(others.size > 0 ? [`${others.size} objects are kept as unreadable, and are not`] : []),
    ];
  },
};

function unreadableOf({ written, plan }: World): (readonly [string, Buffer])[] {
  const strays = troublesOf(plan, "stray").filter(({ is }) => is !== "test event");
  return [
    ...written
      .filter(({ is }) => is === "corrupt")
      .map(({ number, packed }) => [`payload ${number}`, packed] as const),
    ...strays.map(({ is }) => [`the stray ${is}`, Buffer.from(STRAY)] as const),
  ];
}

/** What is cut for a sink is whole in quarantine. */
export const CUT_IS_KEPT_WHOLE: Law = {
  says: "an event that a sink gets with a part cut out is in quarantine with all of its text",
  inTheEnd({ bucket, intakes, written }) {
    const whole = new Set<string>();
    for (const [key, body] of bucket.objects) {
      const [, folder = "", sink = ""] = /^quarantine\/((\w+)\/cut)\//.exec(key) ?? [];
      if (folder === "") continue;
      for (const { event } of linesOf(body)) {
        const record = isObject(event) ? event["record"] : undefined;
        const message = isObject(record) ? String(record["message"]) : "";
        if (isObject(event) && message !== "" && !message.includes("characters cut"))
          whole.add(`${sink} ${String(event["id"])}`);
      }
    }
    const holds = {
      sentry: JSON.stringify(intakes.sentry.events),
      datadog: JSON.stringify(intakes.datadog.taken().logs.map(({ cloudwatch }) => cloudwatch)),
    };
    return written
      .flatMap(({ events }) => events)
      .flatMap(({ id, kind, sinks }) => {
        const sink = kind === "long" ? "sentry" : kind === "huge" ? "datadog" : undefined;
        const isCut = sink !== undefined && sinks.includes(sink) && holds[sink].includes(id);
        return isCut && !whole.has(`${sink} ${id}`)
          ? `event ${id} was cut for ${sink}, and is nowhere whole`
          : [];
      });
  },
};

function isText(value: unknown): value is string {
  return typeof value === "string" && value !== "";
}
