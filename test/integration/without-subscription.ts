import {
  type CloudWatchLogsClient,
  DeleteSubscriptionFilterCommand,
  DescribeSubscriptionFiltersCommand,
  PutSubscriptionFilterCommand,
} from "@aws-sdk/client-cloudwatch-logs";

/** Removes the subscription filter of a log group for a while: what is written meanwhile reaches no forwarder. */
export async function withoutSubscription(
  client: CloudWatchLogsClient,
  group: string,
  run: () => Promise<void>,
): Promise<void> {
  const { subscriptionFilters: [filter] = [] } = await client.send(
    new DescribeSubscriptionFiltersCommand({ logGroupName: group }),
  );
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
