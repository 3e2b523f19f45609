import type { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import { paginateDescribeLogGroups, paginateFilterLogEvents } from "@aws-sdk/client-cloudwatch-logs";
import { functionLogGroupName } from "../../catalog";

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

/** Names of the functions' log groups. */
export async function functionLogGroups(
  client: CloudWatchLogsClient,
  environment: string,
): Promise<string[]> {
  const names: string[] = [];
  const logGroupNamePrefix = functionLogGroupName(environment, "");
  for await (const { logGroups } of paginateDescribeLogGroups({ client }, { logGroupNamePrefix }))
    names.push(...(logGroups ?? []).flatMap(({ logGroupName }) => logGroupName ?? []));
  return names;
}
