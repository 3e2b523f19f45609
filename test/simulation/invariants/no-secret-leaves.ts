import { gunzipSync } from "node:zlib";
import { functionLogGroupName, SINK_NAMES, UNDECODABLE_PREFIX } from "../../../catalog";
import { ENVIRONMENT, PLANTED_SECRET } from "../world/generate-payloads";
import type { Invariant } from "./invariant";

export const NO_SECRET_LEAVES: Invariant = {
  description: "no sink and no object of the bucket contains a secret or a line of a function's log",
  atEnd({ intakes, bucket }) {
    const places = [
      ...SINK_NAMES.map((sink) => [sink, JSON.stringify(intakes.stored[sink]())] as const),
      ["the bucket", [...bucket.objects].map(textOf).join("\n")] as const,
    ];
    return places.flatMap(([place, text]) => [
      ...(text.includes(PLANTED_SECRET) ? [`${place} has a secret`] : []),
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
