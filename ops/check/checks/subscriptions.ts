import {
  CloudWatchLogsClient,
  DescribeSubscriptionFiltersCommand,
  type SubscriptionFilter,
} from "@aws-sdk/client-cloudwatch-logs";
import { GetFunctionConfigurationCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { CloudFormationClient, DescribeStackResourcesCommand } from "@aws-sdk/client-cloudformation";
import { functionLogGroupName, type LogId, logGroupName, LOGS, stackName } from "../../../catalog";
import { logsFor, sinksOf } from "../../../config";
import { memoize } from "../../../lambda/shared/memoize";
import type { Check, CheckContext } from "../check";
import { restoreByDeployment, unlessProblems } from "../outcome";
import { withoutArchiver } from "./archiver-filter";
import { ifExists } from "./if-exists";

/** Undefined if a destination is the expected one. */
type DestinationProblem = (destinationArn: string, group: string) => Promise<string | undefined>;

export const subscriptions: Check = {
  id: "subscriptions",
  item: "log-aggregation",
  title: "the log groups send their events to the forwarder",
  async run(context) {
    const { config } = context;
    const subscribed = new Set<LogId>(logsFor(sinksOf(config)).map(({ id }) => id));
    const destinationProblem = DESTINATION_PROBLEMS[config.forwarding.topology](context);
    const problems = await Promise.all(
      LOGS.map(({ id }) =>
        problemsOf(
          context,
          logGroupName(config.environment, id),
          subscribed.has(id) ? destinationProblem : undefined,
        ),
      ),
    );
    const destination = config.forwarding.topology === "direct" ? "the forwarder" : "its Kinesis data stream";
    return unlessProblems(
      problems.flat(),
      `one subscription filter without a pattern, to ${destination}, in each of ${[...subscribed].join(", ")}; none in the other logs`,
      `${restoreByDeployment(config.environment)}; a filter that nobody deployed: aws logs delete-subscription-filter`,
    );
  },
};

/** @param destinationProblem undefined for a log group that no sink receives */
async function problemsOf(
  context: CheckContext,
  group: string,
  destinationProblem?: DestinationProblem,
): Promise<readonly string[]> {
  const found = await ifExists(
    new CloudWatchLogsClient(context.aws).send(
      new DescribeSubscriptionFiltersCommand({ logGroupName: group }),
    ),
    "ResourceNotFoundException",
  );
  if (!found) return [`the log group ${group} does not exist`];
  const filters = await withoutArchiver(context, found.subscriptionFilters ?? []);
  if (!destinationProblem)
    return filters.map(({ filterName }) => `${group} has the filter ${String(filterName)}, expected none`);
  const judged = await Promise.all(filters.map((filter) => problemOf(group, filter, destinationProblem)));
  // A log group may have a second filter, of another system. The one of the archive has a check of its own.
  if (judged.includes(undefined)) return [];
  return filters.length === 0
    ? [`${group} has no subscription filter`]
    : judged.filter((problem) => problem !== undefined);
}

async function problemOf(
  group: string,
  { filterName = "", filterPattern = "", destinationArn = "" }: SubscriptionFilter,
  destinationProblem: DestinationProblem,
): Promise<string | undefined> {
  if (filterPattern !== "")
    return `the filter ${filterName} of ${group} has the pattern ${filterPattern}, expected none`;
  const problem = await destinationProblem(destinationArn, group);
  return problem && `the filter ${filterName} of ${group} sends to ${destinationArn}, ${problem}`;
}

const DESTINATION_PROBLEMS = {
  /** CloudFormation chooses the name of a function, and the configuration that of its log group. */
  direct: ({ aws, config }: CheckContext): DestinationProblem => {
    const expected = functionLogGroupName(config.environment, "forwarder");
    return async (FunctionName) => {
      if (!FunctionName.includes(":lambda:"))
        return "expected a Lambda function, for forwarding.topology direct";
      const found = await ifExists(
        new LambdaClient(aws).send(new GetFunctionConfigurationCommand({ FunctionName })),
        "ResourceNotFoundException",
      );
      if (!found) return "which does not exist";
      const group = found.LoggingConfig?.LogGroup;
      return group === expected ? undefined : `whose log group is ${String(group)}, expected ${expected}`;
    };
  },
  kinesis: ({ aws, config }: CheckContext): DestinationProblem => {
    const StackName = stackName(config.environment, "Forwarding");
    const streams = memoize(async () => {
      const { StackResources } = await new CloudFormationClient(aws).send(
        new DescribeStackResourcesCommand({ StackName }),
      );
      return (StackResources ?? [])
        .filter(({ ResourceType }) => ResourceType === "AWS::Kinesis::Stream")
        .map(({ PhysicalResourceId }) => `:stream/${String(PhysicalResourceId)}`);
    });
    const groupOf = new Map<string, string>();
    return async (arn, group) => {
      if (!(await streams.get()).some((suffix) => arn.endsWith(suffix)))
        return `expected a Kinesis data stream of ${StackName}`;
      const first = groupOf.get(arn) ?? group;
      groupOf.set(arn, first);
      // The forwarder of a sink can read every record of its streams.
      return first === group ? undefined : `which has the events of ${first}; expected a stream of its own`;
    };
  },
} as const;
