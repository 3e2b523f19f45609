import { gunzipSync } from "node:zlib";
import { functionLogGroupName, QUARANTINE_PREFIX } from "../../../catalog";
import { ENVIRONMENT, SECRET } from "../world/written";
import type { Law } from "./invariant";

export const NOTHING_LEAVES_THAT_MUST_NOT: Law = {
  says: "no secret and no line of the platform's own functions is at a sink or in the bucket",
  inTheEnd({ intakes, bucket }) {
    const places = {
      opensearch: JSON.stringify([...intakes.opensearch.documents.values()]),
      sentry: JSON.stringify(intakes.sentry.events),
      datadog: JSON.stringify(intakes.datadog.taken().logs),
      "the bucket": [...bucket.objects].map(textOf).join("\n"),
    };
    return Object.entries(places).flatMap(([place, text]) => [
      ...(text.includes(SECRET) ? [`${place} has a secret`] : []),
      ...(text.includes(functionLogGroupName(ENVIRONMENT, "")) ? [`${place} has a line of our own`] : []),
    ]);
  },
};

/** What nobody could read is kept as it came, and is no concern of this law. */
function textOf([key, body]: readonly [string, Uint8Array]): string {
  if (key.startsWith(`${QUARANTINE_PREFIX}unreadable/`)) return "";
  try {
    return gunzipSync(body).toString("utf8");
  } catch {
    return "";
  }
}

export const INTAKES_ARE_CONTENT: Law = {
  says: "no intake drops or cuts what it took",
  inTheEnd({ intakes }) {
    const { dropped, truncated } = intakes.datadog.taken();
    const refusals = intakes.sentry.refusals.filter((why) => why !== "bad sentry DSN public key");
    return [
      ...(dropped > 0 ? [`datadog dropped ${dropped} logs for their age`] : []),
      ...(truncated > 0 ? [`datadog cut ${truncated} logs`] : []),
      ...refusals.map((why) => `sentry refused: ${why}`),
    ];
  },
};
