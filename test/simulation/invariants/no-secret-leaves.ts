import { gunzipSync } from "node:zlib";
import { functionLogGroupName, SINK_NAMES, UNDECODABLE_PREFIX } from "../../../catalog";
import { ENVIRONMENT, PLANTED_DOMAIN, PLANTED_SECRET } from "../world/generate-payloads";
import type { Invariant } from "./invariant";

export const NO_SECRET_LEAVES: Invariant = {
  description: "no sink and no object of the bucket contains a secret or a line of a function's log",
  atEnd({ intakes, bucket }) {
    const places = [
      ...SINK_NAMES.map((sink) => [sink, JSON.stringify(intakes.stored[sink]())] as const),
      ["the bucket", [...bucket.objects].map(textOf).join("\n")] as const,
    ];
    return places.flatMap(([place, text]) => [
      ...(text.includes(PLANTED_SECRET) || text.includes(PLANTED_DOMAIN) ? [`${place} has a secret`] : []),
      ...(text.includes(functionLogGroupName(ENVIRONMENT, "")) ? [`${place} has a line of our own`] : []),
    ]);
  },
};

/** An undecodable payload is stored unchanged, so this invariant does not cover it. */
function textOf([key, body]: readonly [string, Uint8Array]): string {
  if (key.startsWith(UNDECODABLE_PREFIX)) return "";
  try {
    return gunzipSync(body).toString("utf8");
  } catch {
    return "";
  }
}

/** The forwarder can redact every generated line, so neither function may withhold the text of one. */
export const NO_TEXT_IS_WITHHELD: Invariant = {
  description: "no sink and no object of the bucket has an event whose text was withheld",
  atEnd({ intakes, bucket }) {
    const places = [
      ...SINK_NAMES.map((sink) => [sink, JSON.stringify(intakes.stored[sink]())] as const),
      ...[...bucket.objects].map((object) => [object[0], textOf(object)] as const),
    ];
    return places.flatMap(([place, text]) =>
      text.includes("[redaction failed:") ? [`${place} has an event without its text`] : [],
    );
  },
};

export const NO_SECOND_REDACTION_FAILS: Invariant = {
  description: "the second redaction of an event that the forwarder redacted does not fail",
  afterInvocation: (_, { replays }) =>
    replays.flatMap(({ key, replayed }) =>
      "redactionFailures" in replayed && replayed.redactionFailures > 0
        ? [`${replayed.redactionFailures} events of ${key} could not be redacted again`]
        : [],
    ),
};

export const INTAKES_LOSE_NOTHING: Invariant = {
  description: "no intake drops or truncates what it accepted",
  atEnd({ intakes }) {
    const { dropped, truncated } = intakes.datadog.accepted();
    const rejectionReasons = intakes.sentry.rejectionReasons.filter(
      (reason) => reason !== "bad sentry DSN public key",
    );
    return [
      ...(dropped > 0 ? [`datadog dropped ${dropped} logs because of their age`] : []),
      ...(truncated > 0 ? [`datadog truncated ${truncated} logs`] : []),
      ...rejectionReasons.map((reason) => `sentry rejected: ${reason}`),
    ];
  },
};
