import { parseObject } from "../../../lambda/shared/json";
import { datadogLogs } from "../../verify/datadog";
import { sentryEvents } from "../../verify/sentry";
import type { DriveContext } from "../context";
import { withoutRandomText } from "../outcome";

/** An address that redaction replaces with its keyed hash. */
const ADDRESS = ["jane", "example.com"].join("@");

/** A message that a search finds by its mark. */
export function markedMessage(mark: string): string {
  return `${mark} by ${ADDRESS}`;
}

/** How many events with a mark each sink accepted, and their redacted messages. */
export async function deliveredEvents({ endpoints, opensearch }: DriveContext, mark: string) {
  // Makes new documents visible.
  await opensearch.count();
  const found = await opensearch.search({ query: { match_phrase: { message: mark } } });
  const inDatadog = (await datadogLogs(endpoints.datadog.url)).filter((log) => log.includes(mark));
  const messages = inDatadog.map((log) => withoutRandomText(String(parseObject(log)["message"])));
  return {
    opensearch: found.hits?.hits?.length ?? 0,
    sentry: (await sentryEvents(endpoints.sentry)).filter(({ text }) => text.includes(mark)).length,
    datadog: inDatadog.length,
    messages: [...new Set(messages)].toSorted(),
  };
}
