import { Agent } from "node:https";
import { CloudFormationClient, GetTemplateCommand } from "@aws-sdk/client-cloudformation";
import { fullDiff } from "@aws-cdk/cloudformation-diff";
import {
  BaseCredentials,
  DiffMethod,
  type IIoHost,
  StackSelectionStrategy,
  Toolkit,
} from "@aws-cdk/toolkit-lib";
import { stackName } from "../../../catalog";
import { STACK_IDS } from "../../../config";
import { describeStack } from "../../check/checks/stacks";
import { type CommandContext, givenCertificates } from "../../cli";
import { type ChangedStack, changedStack, type EnvironmentChange } from "../change";
import { stacksOf } from "./cloud-assembly";

/** The toolkit's messages are those of `cdk diff`; the command prints its own. */
const SILENT: IIoHost = {
  notify: () => Promise.resolve(),
  requestResponse: ({ defaultResponse }) => Promise.resolve(defaultResponse),
};

/**
 * Compares a cloud assembly with the templates of the deployed stacks. It creates no change set: the templates alone can be
 * read without the permission to change a stack.
 */
export async function compareDeployed(context: CommandContext, assembly: string): Promise<EnvironmentChange> {
  const { environment } = context.config;
  const stacks = stacksOf(assembly).filter((stack) => stack.environment === environment);
  // First, because the errors of this client have explanations, and those of the toolkit have not.
  const names = stacks.map(({ path }) => stackName(environment, path.slice(environment.length + 1)));
  const deployed = await Promise.all(names.map((name) => describeStack(context, name)));
  const differences = await readDifferences(context, assembly);
  const changed = stacks.map(({ path, terminationProtection }, index) => {
    // The toolkit names a stack of a stage by its path and, in parentheses, its name.
    const difference = differences[`${path} (${names[index] ?? ""})`];
    if (!difference) throw new Error(`the CDK toolkit compared no stack ${path}`);
    return changedStack(path, difference, {
      before: deployed[index]?.EnableTerminationProtection,
      after: terminationProtection,
    });
  });
  const removed = STACK_IDS.filter((id) => !stacks.some(({ path }) => path === `${environment}/${id}`)).map(
    (id) => removedStack(context, environment, id),
  );
  const all = [...changed, ...(await Promise.all(removed))];
  return { environment, stacks: all.filter((stack) => stack !== undefined), acknowledgements: undefined };
}

async function readDifferences({ aws: { region, profile }, io }: CommandContext, assembly: string) {
  const caFile = io.env["AWS_CA_BUNDLE"];
  const toolkit = new Toolkit({
    ioHost: SILENT,
    sdkConfig: {
      baseCredentials: BaseCredentials.awsCliCompatible({
        defaultRegion: region,
        ...(profile !== undefined && { profile }),
      }),
      ...(caFile && {
        httpOptions: { agent: new Agent({ ca: givenCertificates("AWS_CA_BUNDLE", caFile) }) },
      }),
    },
  });
  const source = await toolkit.fromAssemblyDirectory(assembly);
  return toolkit.diff(source, {
    stacks: { strategy: StackSelectionStrategy.ALL_STACKS },
    method: DiffMethod.TemplateOnly(),
  });
}

/** A stack that this checkout does not have any more, and that is still deployed. */
async function removedStack(
  context: CommandContext,
  environment: string,
  id: string,
): Promise<ChangedStack | undefined> {
  const StackName = stackName(environment, id);
  const deployed = await describeStack(context, StackName);
  if (!deployed) return undefined;
  const { TemplateBody = "{}" } = await new CloudFormationClient(context.aws).send(
    new GetTemplateCommand({ StackName }),
  );
  const template = JSON.parse(TemplateBody) as Record<string, unknown>;
  return changedStack(`${environment}/${id}`, fullDiff(template, {}), {
    before: deployed.EnableTerminationProtection,
    after: undefined,
  });
}
