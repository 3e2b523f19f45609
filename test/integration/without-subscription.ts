import {
  type CloudWatchLogsClient,
  DeleteSubscriptionFilterCommand,
  DescribeSubscriptionFiltersCommand,
  PutSubscriptionFilterCommand,
  type SubscriptionFilter,
} from "@aws-sdk/client-cloudwatch-logs";
import { stackName } from "../../catalog";

/** Removes the subscription filter of a log group for a while: what is written meanwhile reaches no forwarder. */
export async function withoutSubscription(
  client: CloudWatchLogsClient,
  group: string,
  run: () => Promise<void>,
): Promise<void> {
  const filter = await forwarderFilter(client, group);
  if (!filter) throw new Error(`the log group ${group} has no subscription filter`);
  const { filterName, filterPattern = "", destinationArn, roleArn } = filter;
  await client.send(new DeleteSubscriptionFilterCommand({ logGroupName: group, filterName }));
  try {
    await run();
  } finally {
    await client.send(
      new PutSubscriptionFilterCommand({
        ...{ logGroupName: group, filterName, filterPattern, destinationArn },
        ...(roleArn !== undefined && { roleArn }),
      }),
    );
  }
}

/** The subscription filter to the forwarder. The audit logs have another one, to the archiver. */
export async function forwarderFilter(
  client: CloudWatchLogsClient,
  logGroupName: string,
): Promise<SubscriptionFilter | undefined> {
  const { subscriptionFilters = [] } = await client.send(
    new DescribeSubscriptionFiltersCommand({ logGroupName }),
  );
  return subscriptionFilters.find(
    ({ filterName = "" }) => !filterName.startsWith(stackName("local", "Archive")),
  );
}
