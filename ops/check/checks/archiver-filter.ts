import { GetFunctionConfigurationCommand, LambdaClient } from "@aws-sdk/client-lambda";
import type { SubscriptionFilter } from "@aws-sdk/client-cloudwatch-logs";
import { functionLogGroupName } from "../../../catalog";
import { archiveOf } from "../../../config";
import type { CheckContext } from "../check";
import { ifExists } from "./if-exists";

/**
 * Whether a subscription filter sends to the archiver of the environment. CloudFormation chooses the name of the function,
 * and the configuration that of its log group.
 */
export async function isArchiver(
  { aws, config }: Pick<CheckContext, "aws" | "config">,
  destinationArn: string,
): Promise<boolean> {
  if (!archiveOf(config) || !destinationArn.includes(":lambda:")) return false;
  const found = await ifExists(
    new LambdaClient(aws).send(new GetFunctionConfigurationCommand({ FunctionName: destinationArn })),
    "ResourceNotFoundException",
  );
  return found?.LoggingConfig?.LogGroup === functionLogGroupName(config.environment, "archiver");
}

/** The filters that do not send to the archiver: that to the forwarder, and those of other systems. */
export async function withoutArchiver(
  context: Pick<CheckContext, "aws" | "config">,
  filters: readonly SubscriptionFilter[],
): Promise<readonly SubscriptionFilter[]> {
  const ofArchive = await Promise.all(
    filters.map(({ destinationArn = "" }) => isArchiver(context, destinationArn)),
  );
  return filters.filter((_, index) => ofArchive[index] !== true);
}
