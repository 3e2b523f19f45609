import {
  CloudWatchLogsClient,
  GetDataProtectionPolicyCommand,
  type LogGroup,
  paginateDescribeLogGroups,
} from "@aws-sdk/client-cloudwatch-logs";
import { CloudFormationClient, DescribeStackResourcesCommand } from "@aws-sdk/client-cloudformation";
import {
  findingsLogGroupName,
  functionLogGroupName,
  identifierNames,
  logById,
  logGroupName,
  LOGS,
  stackName,
} from "../../../catalog";
import { deliveryFunctionsOf, retentionDaysOf } from "../../../config";
import type { EnvironmentConfig } from "../../../config";
import type { Check, CheckContext } from "../check";
import { restoreByDeployment, unlessProblems } from "../outcome";

const encryption: Check = {
  id: "log-groups",
  item: "security",
  title: "the log groups are encrypted with the environment's key, and protected from deletion",
  async run(context) {
    const { environment, deletionProtection } = context.config;
    const names = [...groupsWithLogs(context.config), ...groupsOfFunctions(context.config)];
    const [found, key] = await Promise.all([findGroups(context, names), environmentKey(context)]);
    const problems = names.flatMap((name) => {
      const group = found.get(name);
      if (!group) return [`the log group ${name} does not exist`];
      return [
        ...(key !== undefined && group.kmsKeyId?.endsWith(`:key/${key}`)
          ? []
          : [`${name} is not encrypted with the key of ${stackName(environment, "Storage")}`]),
        ...((group.deletionProtectionEnabled ?? false) === deletionProtection
          ? []
          : [
              `deletion protection of ${name} is ${group.deletionProtectionEnabled ? "on" : "off"}, expected ${deletionProtection ? "on" : "off"}`,
            ]),
      ];
    });
    return unlessProblems(
      problems,
      `${names.length} log groups, with the key ${key}, and deletion protection ${deletionProtection ? "on" : "off"} as configured`,
      restoreByDeployment(environment),
    );
  },
};

const retention: Check = {
  id: "retention",
  item: "security",
  title: "the log groups keep the logs as long as configured",
  async run(context) {
    const { config } = context;
    const { environment } = config;
    const expected = new Map<string, number>([
      ...LOGS.map((log) => [logGroupName(environment, log.id), retentionDaysOf(config, log)] as const),
      [findingsLogGroupName(environment), retentionDaysOf(config, logById("security"))],
    ]);
    const found = await findGroups(context, [...expected.keys()]);
    const problems = [...expected].flatMap(([name, days]) => {
      const group = found.get(name);
      if (!group) return [`the log group ${name} does not exist`];
      return group.retentionInDays === days
        ? []
        : [
            `${name} keeps events for ${group.retentionInDays ?? "ever"}${group.retentionInDays ? " days" : ""}, expected ${days} days`,
          ];
    });
    return unlessProblems(
      problems,
      `retention in days: ${[...expected].map(([name, days]) => `${name} ${days}`).join(", ")}`,
      `${restoreByDeployment(environment)}, or aws logs put-retention-policy; events that a shorter retention deleted are lost`,
    );
  },
};

/** What a data protection policy contains, of what is compared. */
interface PolicyDocument {
  readonly Statement?: readonly {
    readonly DataIdentifier?: readonly string[];
    readonly Operation?: { readonly Deidentify?: unknown };
  }[];
}

const dataProtection: Check = {
  id: "data-protection",
  item: "security",
  title: "the log groups mask credentials and personal data",
  async run(context) {
    const { config, aws } = context;
    const names = [
      ...LOGS.map(({ id }) => logGroupName(config.environment, id)),
      ...groupsOfFunctions(config),
    ];
    const client = new CloudWatchLogsClient(aws);
    const problems = await Promise.all(
      names.map(async (name) => {
        const { policyDocument } = await client.send(
          new GetDataProtectionPolicyCommand({ logGroupIdentifier: name }),
        );
        return missingMasks(name, policyDocument);
      }),
    );
    return unlessProblems(
      problems.flat(),
      `the data protection policies of ${names.length} log groups mask ${identifierNames().length} kinds of data (docs/security.md)`,
      restoreByDeployment(config.environment),
    );
  },
};

function missingMasks(name: string, policyDocument: string | undefined): readonly string[] {
  if (!policyDocument) return [`${name} has no data protection policy`];
  const { Statement = [] } = JSON.parse(policyDocument) as PolicyDocument;
  const masked = new Set(
    // A managed identifier is named by its ARN.
    Statement.filter(({ Operation }) => Operation?.Deidentify).flatMap(({ DataIdentifier = [] }) =>
      DataIdentifier.map((id) => id.split("/").at(-1)),
    ),
  );
  const missing = identifierNames().filter((identifier) => !masked.has(identifier));
  return missing.length === 0
    ? []
    : [`the data protection policy of ${name} does not mask ${missing.join(", ")}`];
}

export const logGroups: readonly Check[] = [encryption, retention, dataProtection];

function groupsWithLogs({ environment }: EnvironmentConfig): readonly string[] {
  return [...LOGS.map(({ id }) => logGroupName(environment, id)), findingsLogGroupName(environment)];
}

function groupsOfFunctions(config: EnvironmentConfig): readonly string[] {
  const names = [
    ...deliveryFunctionsOf(config, "forwarder"),
    ...deliveryFunctionsOf(config, "replay"),
    ...(config.search.kind === "none" ? [] : ["search-content"]),
  ];
  return names.map((name) => functionLogGroupName(config.environment, name));
}

async function findGroups(
  { aws }: CheckContext,
  names: readonly string[],
): Promise<ReadonlyMap<string, LogGroup>> {
  const client = new CloudWatchLogsClient(aws);
  const found = new Map<string, LogGroup>();
  const prefixes = new Set(names.map((name) => name.slice(0, name.lastIndexOf("/") + 1)));
  for (const logGroupNamePrefix of prefixes)
    for await (const { logGroups: page = [] } of paginateDescribeLogGroups(
      { client },
      { logGroupNamePrefix },
    ))
      for (const group of page) found.set(group.logGroupName ?? "", group);
  return found;
}

/** The id of the key that the Storage stack created. */
async function environmentKey({ aws, config }: CheckContext): Promise<string | undefined> {
  const StackName = stackName(config.environment, "Storage");
  const { StackResources = [] } = await new CloudFormationClient(aws).send(
    new DescribeStackResourcesCommand({ StackName }),
  );
  return StackResources.find(({ ResourceType }) => ResourceType === "AWS::KMS::Key")?.PhysicalResourceId;
}
