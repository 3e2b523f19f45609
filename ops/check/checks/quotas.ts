import { GetRoleCommand, IAMClient } from "@aws-sdk/client-iam";
import { GetAccountSettingsCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { stackName } from "../../../catalog";
import { MIN_UNRESERVED_CONCURRENCY, totalReservedConcurrency } from "../../../config";
import type { Check } from "../check";
import { failed, verified } from "../outcome";
import { ifExists } from "./if-exists";
import { describeStack } from "./stacks";

export const lambdaConcurrency: Check = {
  id: "lambda-concurrency",
  item: "environment-variables",
  title: "the account has enough Lambda concurrency",
  async run(context) {
    const { config, aws } = context;
    const needed = totalReservedConcurrency(config);
    const { AccountLimit } = await new LambdaClient(aws).send(new GetAccountSettingsCommand({}));
    const { ConcurrentExecutions: quota = 0, UnreservedConcurrentExecutions: unreserved = 0 } =
      AccountLimit ?? {};
    const isReserved =
      (await describeStack(context, stackName(config.environment, "Forwarding"))) !== undefined;
    const left = isReserved ? unreserved : unreserved - needed;
    const how =
      `the functions reserve ${needed} of a quota of ${quota}${isReserved ? "" : " at the next deployment"}, and ` +
      `${left} remain unreserved`;
    return needed === 0 || left >= MIN_UNRESERVED_CONCURRENCY
      ? verified(how)
      : failed(
          `${how}, expected at least ${MIN_UNRESERVED_CONCURRENCY}`,
          "raise the quota Concurrent executions of AWS Lambda in Service Quotas, or lower forwarding.reservedConcurrency; without it, no function reserves concurrency",
        );
  },
};

/** Source: Amazon OpenSearch Service Developer Guide, "Using service-linked roles to create VPC domains". */
const SERVICE_LINKED_ROLE = "AWSServiceRoleForAmazonOpenSearchService";

export const serviceLinkedRole: Check = {
  id: "service-linked-role",
  item: "log-aggregation",
  title: "OpenSearch Service has its service-linked role, for a domain in a VPC",
  appliesTo: ({ search }) => search.kind === "domain" && search.network.kind !== "public",
  async run({ aws }) {
    const role = await ifExists(
      new IAMClient(aws).send(new GetRoleCommand({ RoleName: SERVICE_LINKED_ROLE })),
      "NoSuchEntityException",
      "NoSuchEntity",
    );
    return role
      ? verified(`the role ${SERVICE_LINKED_ROLE} exists`)
      : failed(
          `the role ${SERVICE_LINKED_ROLE} does not exist`,
          "run aws iam create-service-linked-role --aws-service-name opensearchservice.amazonaws.com",
        );
  },
};
