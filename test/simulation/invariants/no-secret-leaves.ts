import { gunzipSync } from "node:zlib";
import { functionLogGroupName, SINK_NAMES, UNDECODABLE_PREFIX } from "../../../catalog";
import { ENVIRONMENT, PLANTED_SECRET } from "../world/generate-payloads";
import type { Invariant } from "./invariant";

export const NO_SECRET_LEAVES: Invariant = {
  description: "no secret and no line of the platform's own functions is at a sink or in the bucket",
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

/** What nobody could read is kept as it came, and is no concern of this law. */
function textOf([key, body]: readonly [string, Uint8Array]): string {
  if (key.startsWith(UNDECODABLE_PREFIX)) return "";
  try {
    return gunzipSync(body).toString("utf8");
  } catch {
    return "";
  }
}

export const INTAKES_LOSE_NOTHING: Invariant = {
  description: "no intake drops or cuts what it took",
  atEnd({ intakes }) {
    const { dropped, truncated } = intakes.datadog.accepted();
    const rejectionReasons = intakes.sentry.rejectionReasons.filter(
      (reason) => reason !== "bad sentry DSN public key",
    );
    return [
      ...(dropped > 0 ? [`datadog dropped ${dropped} logs for their age`] : []),
      ...(truncated > 0 ? [`datadog cut ${truncated} logs`] : []),
      ...rejectionReasons.map((reason) => `sentry refused: ${reason}`),
    ];
  },
};
