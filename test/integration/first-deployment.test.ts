import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  CloudFormationClient,
  DeleteStackCommand,
  DescribeStacksCommand,
  UpdateTerminationProtectionCommand,
  waitUntilStackDeleteComplete,
} from "@aws-sdk/client-cloudformation";
import {
  CloudWatchLogsClient,
  CreateLogStreamCommand,
  DescribeLogGroupsCommand,
  GetLogEventsCommand,
  PutLogEventsCommand,
} from "@aws-sdk/client-cloudwatch-logs";
import { ListSecretsCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { Stack } from "aws-cdk-lib";
import * as ssm from "aws-cdk-lib/aws-ssm";
import { logGroupName, logGroupNamePrefixes, LOGS, secretName, stackName } from "../../catalog";
import { type EnvironmentConfig, loadEnvironment } from "../../config";
import { LoggingStage } from "../../lib/logging-stage";
import { awsClientConfig } from "../../local/aws-client-config";
import { testApp } from "../fixtures/stage";
import { platformEndpoints } from "./platform-endpoints";
import { cdkDeploy } from "./run-cdk";

const ENVIRONMENT = "first";
/** Without a search engine, Forwarding needs no other stack than Storage. */
const config: EnvironmentConfig = {
  ...loadEnvironment("local"),
  ...{ environment: ENVIRONMENT, deletionProtection: true, search: { kind: "none" } },
};

const AUDIT = { logGroupName: logGroupName(ENVIRONMENT, "audit"), logStreamName: "written-in-between" };

const platform = platformEndpoints();
const cloudFormation = new CloudFormationClient(awsClientConfig(platform));
const cloudWatchLogs = new CloudWatchLogsClient(awsClientConfig(platform));
const secretsManager = new SecretsManagerClient(awsClientConfig(platform));
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "inventorysync-first-deployment-"));
});

afterAll(async () => {
  for (const client of [cloudFormation, cloudWatchLogs, secretsManager]) client.destroy();
  await rm(folder, { recursive: true });
});

describe("the first deployment of a protected environment", () => {
  test("of Storage keeps its log groups when it fails, and takes them back when it is repeated", async () => {
    expect(deploy("Storage", withFailingResource("Storage"))).toContain("ROLLBACK_COMPLETE");
    expect(await statusOf("Storage")).toBe("ROLLBACK_COMPLETE");
    expect(await groupNames()).toEqual(LOGS.map(({ id }) => logGroupName(ENVIRONMENT, id)).sort());
    await cloudWatchLogs.send(new CreateLogStreamCommand(AUDIT));
    const logEvents = [{ message: "written in between", timestamp: Date.now() }];
    await cloudWatchLogs.send(new PutLogEventsCommand({ ...AUDIT, logEvents }));

    await disableTerminationProtection("Storage");
    deploy("Storage", assembly(), "--import-existing-resources");
    expect(await statusOf("Storage")).toBe("CREATE_COMPLETE");
    expect(await auditLines()).toEqual(["written in between"]);
  });

  test("of Storage that is deleted afterwards leaves its log groups with their lines, and the next takes them back", async () => {
    await disableTerminationProtection("Storage");
    const StackName = stackName(ENVIRONMENT, "Storage");
    await cloudFormation.send(new DeleteStackCommand({ StackName }));
    await waitUntilStackDeleteComplete(
      { client: cloudFormation, minDelay: 1, maxWaitTime: 600 },
      { StackName },
    );
    expect(await groupNames()).toEqual(LOGS.map(({ id }) => logGroupName(ENVIRONMENT, id)).sort());
    expect(await auditLines()).toEqual(["written in between"]);

    deploy("Storage", assembly(), "--import-existing-resources");
    expect(await statusOf("Storage")).toBe("CREATE_COMPLETE");
    expect(await auditLines()).toEqual(["written in between"]);
  });

  test("of Forwarding leaves nothing behind when it fails, and succeeds when it is repeated", async () => {
    deploy("Forwarding", withFailingResource("Forwarding"));
    expect(await statusOf("Forwarding")).toBe("ROLLBACK_COMPLETE");
    expect(await secretNames()).toEqual([]);

    await disableTerminationProtection("Forwarding");
    deploy("Forwarding", assembly());
    expect(await statusOf("Forwarding")).toBe("CREATE_COMPLETE");
    expect(await secretNames()).toContain(secretName(ENVIRONMENT, "redaction-key"));
  });
});

/** A cloud assembly of the environment, in which the last resource of a stack has a name that is taken. */
function withFailingResource(stack: string): string {
  return assembly((stage) => {
    const failing = stage.node.findChild(stack);
    if (!Stack.isStack(failing)) throw new Error(`the environment has no stack ${stack}`);
    const others = [...failing.node.children];
    // The bootstrap stack of the account has created this parameter.
    new ssm.StringParameter(failing, "Taken", {
      parameterName: "/cdk-bootstrap/hnb659fds/version",
      stringValue: "a second one",
    }).node.addDependency(...others);
  });
}

function assembly(change: (stage: LoggingStage) => void = () => undefined): string {
  const app = testApp();
  const stage = new LoggingStage(app, ENVIRONMENT, { config });
  change(stage);
  return app.synth().directory;
}

function deploy(stack: string, app: string, ...options: readonly string[]): string {
  const target = { stacks: `${ENVIRONMENT}/${stack}`, assembly: app, home: folder };
  return cdkDeploy(target, "--exclusively", ...options).output;
}

async function statusOf(stack: string): Promise<string | undefined> {
  const StackName = stackName(ENVIRONMENT, stack);
  const { Stacks: [found] = [] } = await cloudFormation.send(new DescribeStacksCommand({ StackName }));
  return found?.StackStatus;
}

async function disableTerminationProtection(stack: string): Promise<void> {
  const StackName = stackName(ENVIRONMENT, stack);
  await cloudFormation.send(
    new UpdateTerminationProtectionCommand({ StackName, EnableTerminationProtection: false }),
  );
}

async function auditLines(): Promise<readonly (string | undefined)[]> {
  const { events = [] } = await cloudWatchLogs.send(new GetLogEventsCommand(AUDIT));
  return events.map(({ message }) => message);
}

async function groupNames(): Promise<readonly (string | undefined)[]> {
  const [logGroupNamePrefix] = logGroupNamePrefixes(ENVIRONMENT);
  const { logGroups = [] } = await cloudWatchLogs.send(new DescribeLogGroupsCommand({ logGroupNamePrefix }));
  return logGroups.map((group) => group.logGroupName).sort();
}

async function secretNames(): Promise<readonly (string | undefined)[]> {
  const { SecretList = [] } = await secretsManager.send(new ListSecretsCommand({}));
  return SecretList.map(({ Name }) => Name).filter((name) => name?.includes(`/${ENVIRONMENT}/`));
}
