import type { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import { paginateFilterLogEvents } from "@aws-sdk/client-cloudwatch-logs";

/** Every message of the log groups. */
export async function* messagesOf(
  client: CloudWatchLogsClient,
  logGroupNames: readonly string[],
): AsyncIterable<string> {
  for (const logGroupName of logGroupNames) {
    for await (const { events } of paginateFilterLogEvents({ client }, { logGroupName })) {
      for (const { message } of events ?? []) if (message !== undefined) yield message;
    }
  }
}
