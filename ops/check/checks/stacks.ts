import { CloudFormationClient, DescribeStacksCommand, type Stack } from "@aws-sdk/client-cloudformation";
import { GetParameterCommand, SSMClient } from "@aws-sdk/client-ssm";
import { stackName } from "../../../catalog";
import { stacksOf } from "../../../config";
import type { Check, CheckContext } from "../check";
import { deployAgain, failed, unlessProblems, verified } from "../outcome";
import { ifExists } from "./if-exists";

/** Source: AWS CDK, DefaultStackSynthesizer, the version that the deployment of an asset needs. */
const MIN_BOOTSTRAP_VERSION = 6;
const BOOTSTRAP_PARAMETER = "/cdk-bootstrap/hnb659fds/version";

export const cdkBootstrap: Check = {
  id: "cdk-bootstrap",
  item: "environment-variables",
  title: "account and region are bootstrapped for the CDK",
  async run({ aws, account }) {
    const found = await ifExists(
      new SSMClient(aws).send(new GetParameterCommand({ Name: BOOTSTRAP_PARAMETER })),
      "ParameterNotFound",
    );
    const version = Number(found?.Parameter?.Value ?? 0);
    const remedy = `run npx cdk bootstrap aws://${account}/${aws.region}`;
    if (!found) return failed(`the parameter ${BOOTSTRAP_PARAMETER} does not exist`, remedy);
    return version >= MIN_BOOTSTRAP_VERSION
      ? verified(`the parameter ${BOOTSTRAP_PARAMETER} is ${version}, at least ${MIN_BOOTSTRAP_VERSION}`)
      : failed(`the bootstrap version is ${version}, expected at least ${MIN_BOOTSTRAP_VERSION}`, remedy);
  },
};

/** States in which the last deployment succeeded. Source: AWS CloudFormation User Guide, "Stack status codes". */
const DEPLOYED = new Set([
  "CREATE_COMPLETE",
  "UPDATE_COMPLETE",
  "IMPORT_COMPLETE",
  "UPDATE_COMPLETE_CLEANUP_IN_PROGRESS",
]);

export const stacks: Check = {
  id: "stacks",
  item: "environment-variables",
  title: "every stack is deployed",
  async run(context) {
    const { config } = context;
    const names = stacksOf(config).map((id) => stackName(config.environment, id));
    const problems = await Promise.all(
      names.map(async (name) => {
        const status = (await describeStack(context, name))?.StackStatus;
        if (status === undefined) return [`the stack ${name} does not exist`];
        return DEPLOYED.has(status) ? [] : [`the stack ${name} has the status ${status}`];
      }),
    );
    return unlessProblems(
      problems.flat(),
      `${names.length} stacks, ${names.join(", ")}, whose last deployment succeeded`,
      `${deployAgain(config.environment)}; the events of the stack name the resource that failed`,
    );
  },
};

/** Undefined if the stack does not exist. CloudFormation answers that with a ValidationError, and has no other for it. */
export async function describeStack(
  { aws }: Pick<CheckContext, "aws">,
  StackName: string,
): Promise<Stack | undefined> {
  try {
    const { Stacks } = await new CloudFormationClient(aws).send(new DescribeStacksCommand({ StackName }));
    return Stacks?.[0];
  } catch (error) {
    if (
      error instanceof Error &&
      error.name === "ValidationError" &&
      error.message.includes("does not exist")
    )
      return undefined;
    throw error;
  }
}
