import { Stack } from "aws-cdk-lib";
import { Annotations, Match, type Template } from "aws-cdk-lib/assertions";
import { LOGS, roleName, SINK_NAMES, SINKS } from "../../../catalog";
import { ForwardingStack } from "../../../lib/forwarding/forwarding-stack";
import { logsFor } from "../../../config";
import { StorageStack } from "../../../lib/storage/storage-stack";
import { productionIn, onlyResource, TOPOLOGIES, environmentVariablesOf } from "../../fixtures/forwarding";
import { grantsOf, identityGrantsOf } from "../../fixtures/grants";
import {
  configWithSinks,
  ENVIRONMENT_NAMES,
  shippedConfig,
  synthesize,
  synthesizeWith,
} from "../../fixtures/stacks";
import { stageOf, testApp } from "../../fixtures/stage";

/** Of the sinks that have a secret of their own here; the search engine's is the search stack's. */
const SECRETS = SINKS.flatMap(({ name, secret }) => (name === "opensearch" ? [] : secret));
const FUNCTION = "AWS::Lambda::Function";

describe("the forwarder in topology direct", () => {
  const synthesized = productionIn("direct");
  const { Forwarding: template } = synthesized.templates;
  const queue = onlyResource(template, "AWS::SQS::Queue", "ForwardingOnFailureQueue").id;
  const bucket = onlyResource(template, "AWS::S3::Bucket", "ForwardingParkingBucket").id;

  test("has variables for every sink and the parking bucket, with ARNs of secrets only", () => {
    const secret = (name: string) => ({ Ref: secretNamed(template, `inventorysync/production/${name}`) });
    expect(environmentVariablesOf(template, "ForwardingFunction")).toEqual({
      ENVIRONMENT: "production",
      PARKING_BUCKET: { Ref: bucket },
      REDACTION_KEY_SECRET_ID: secret("redaction-key"),
      OPENSEARCH_ENDPOINTS: { "Fn::Join": ["", ["https://", expect.anything()]] },
      OPENSEARCH_AUTHENTICATION: "sigv4",
      OPENSEARCH_BULK_SIZE: "1000",
      SENTRY_DSN_SECRET_ID: secret("sentry-dsn"),
      SENTRY_ENVIRONMENT: "production",
      DATADOG_API_KEY_SECRET_ID: secret("datadog-api-key"),
      DATADOG_INTAKE_URL: "https://http-intake.logs.datadoghq.com",
    });
  });

  test("has reserved concurrency", () => {
    expect(onlyResource(template, FUNCTION, "ForwardingFunction").Properties).toMatchObject({
      ReservedConcurrentExecutions: 40,
      Timeout: 120,
      MemorySize: 1024,
    });
  });

  test("is retried twice within six hours; then the event goes to the on-failure destination", () => {
    template.hasResourceProperties("AWS::Lambda::EventInvokeConfig", {
      MaximumRetryAttempts: 2,
      MaximumEventAgeInSeconds: 6 * 60 * 60,
      DestinationConfig: { OnFailure: { Destination: { "Fn::GetAtt": [queue, "Arn"] } } },
    });
  });

  test("may write to its log, the sinks, the parking bucket and the on-failure queue, and nothing else", () => {
    const secret = (name: string) => `<${String(secretNamed(template, `inventorysync/production/${name}`))}>`;
    const domain = "arn:aws:es:us-east-1:<AWS::AccountId>:domain/invsync-production";
    const dataStreams = LOGS.map(({ id }) => `${domain}/logs-inventorysync.${id}-production`);
    const objects = (prefix: string) => `<${bucket}.Arn>/${prefix}/*`;
    const sinks = SINK_NAMES;
    const group = onlyResource(template, "AWS::Logs::LogGroup", "ForwardingFunction").id;
    const key = onlyResource(template, "AWS::KMS::Key").id;
    expect(grouped(grantsOf(synthesized, roleName("production", "forwarder")))).toEqual({
      "logs:CreateLogStream": [`<${group}.Arn>`],
      "logs:PutLogEvents": [`<${group}.Arn>`],
      "es:ESHttpPost": [`${domain}/_bulk`, ...dataStreams.map((name) => `${name}/_search`)].sort(),
      "es:ESHttpGet": dataStreams.map((name) => `${name}/_settings/index.creation_date`).sort(),
      "secretsmanager:GetSecretValue": ["redaction-key", ...SECRETS].map(secret).sort(),
      // The debug mode.
      "s3:GetObject": [objects("debug/forwarder.json").replace(/\/\*$/, "")],
      "s3:PutObject": [
        ...sinks.flatMap((sink) => [objects(`parked/${sink}`), objects(`quarantine/${sink}`)]),
        objects("quarantine/undecodable"),
      ].sort(),
      "sqs:SendMessage": [`<${queue}.Arn>`],
      // Once for each service in a `kms:ViaService` condition.
      "kms:Decrypt": [`<${key}.Arn>`, `<${key}.Arn>`, `<${key}.Arn>`],
      "kms:GenerateDataKey": [`<${key}.Arn>`, `<${key}.Arn>`],
      ...TRACING,
      ...NETWORK_INTERFACES,
    });
  });

  test("parks with the policy of the bucket, which exists before the function", () => {
    const actions = identityGrantsOf(synthesized, roleName("production", "forwarder")).map(
      ({ action }) => action,
    );
    expect(actions).not.toContain("s3:PutObject");
    const policy = onlyResource(template, "AWS::S3::BucketPolicy", "ForwardingParkingBucketPolicy").id;
    expect(onlyResource(template, FUNCTION, "ForwardingFunction").DependsOn).toContain(policy);
  });
});

const TRACING = { "xray:PutTelemetryRecords": ["*"], "xray:PutTraceSegments": ["*"] };
const ANY_IN_REGION = ["arn:aws:ec2:us-east-1:<AWS::AccountId>:*/*"];
const NETWORK_INTERFACES = {
  "ec2:AssignPrivateIpAddresses": ANY_IN_REGION,
  "ec2:CreateNetworkInterface": ANY_IN_REGION,
  "ec2:DeleteNetworkInterface": ANY_IN_REGION,
  "ec2:DescribeNetworkInterfaces": ["*"],
  "ec2:DescribeSubnets": ["*"],
  "ec2:UnassignPrivateIpAddresses": ANY_IN_REGION,
};

describe.each(TOPOLOGIES)("in topology %s", (topology) => {
  const { Forwarding: template } = productionIn(topology).templates;
  const key = onlyResource(template, "AWS::KMS::Key").id;
  const queue = onlyResource(template, "AWS::SQS::Queue", "ForwardingOnFailureQueue");

  test("secrets have a generated initial value, are encrypted with the stack's key, and are retained", () => {
    template.resourceCountIs("AWS::SecretsManager::Secret", SECRETS.length + 1);
    template.allResources("AWS::SecretsManager::Secret", {
      Properties: {
        KmsKeyId: { "Fn::GetAtt": [key, "Arn"] },
        GenerateSecretString: Match.anyValue(),
        SecretString: Match.absent(),
      },
      DeletionPolicy: "RetainExceptOnCreate",
    });
    template.hasResource("AWS::KMS::Key", {
      Properties: { EnableKeyRotation: true },
      DeletionPolicy: "RetainExceptOnCreate",
    });
  });

  test.each(SECRETS)("an output says with which command the %s is put in", (name) => {
    template.hasOutput("*", {
      Value: Match.stringLikeRegexp(
        `aws secretsmanager put-secret-value --region us-east-1 --secret-id inventorysync/production/${name} --secret-string`,
      ),
    });
  });

  test("every queue is encrypted, requires TLS, keeps a message for 14 days, and is retained", () => {
    template.allResources("AWS::SQS::Queue", {
      Properties: {
        KmsMasterKeyId: { "Fn::GetAtt": [key, "Arn"] },
        MessageRetentionPeriod: 14 * 24 * 60 * 60,
      },
      DeletionPolicy: "RetainExceptOnCreate",
    });
    const queues = Object.keys(template.findResources("AWS::SQS::Queue"));
    template.resourceCountIs("AWS::SQS::QueuePolicy", queues.length);
    template.allResourcesProperties("AWS::SQS::QueuePolicy", {
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({
            Effect: "Deny",
            Principal: { AWS: "*" },
            Condition: { Bool: { "aws:SecureTransport": "false" } },
          }),
        ]),
      },
    });
    expect(queues).toContain(queue.id);
  });

  test("roles may use a key only through one service of this region", () => {
    const statements = Object.values(template.findResources("AWS::IAM::ManagedPolicy")).flatMap(
      ({ Properties }) =>
        (Properties as { PolicyDocument: { Statement: { Action: string | string[] }[] } }).PolicyDocument
          .Statement,
    );
    const ofKeys = statements.filter(({ Action }) =>
      [Action].flat().some((action) => action.startsWith("kms:")),
    );
    expect(ofKeys.length).toBeGreaterThan(0);
    for (const statement of ofKeys) {
      expect(statement).toMatchObject({
        Resource: { "Fn::GetAtt": [key, "Arn"] },
        Condition: {
          StringEquals: {
            "kms:ViaService": expect.stringMatching(
              /^(?:kinesis|s3|secretsmanager|sqs)\.us-east-1\.amazonaws\.com$/,
            ) as string,
          },
        },
      });
    }
  });
});

describe.each(ENVIRONMENT_NAMES)("the subscriptions of %s", (environment) => {
  const { templates } = synthesize(environment);
  const groups = subscribedGroups(templates.Forwarding);

  test("cover every log with a destination", () => {
    expect(groups).toHaveLength(LOGS.length);
    expect(new Set(groups).size).toBe(LOGS.length);
  });

  test("are of application log groups only, never of a function's", () => {
    // A log group of this stack would be a `Ref`: this stack has log groups of functions only.
    expect(groups).toEqual(
      LOGS.map((log) => expect.stringMatching(`^PublishOutputRefLogGroups${log.id}`) as string),
    );
  });
});

test("in topology direct only the log groups may invoke the forwarder", () => {
  const { Forwarding } = productionIn("direct").templates;
  const permissions = Object.values(Forwarding.findResources("AWS::Lambda::Permission"));
  expect(permissions).toHaveLength(LOGS.length);
  for (const { Properties } of permissions) {
    expect(Properties).toMatchObject({
      Principal: "logs.amazonaws.com",
      SourceArn: { "Fn::GetStackOutput": {} },
    });
    expect(Properties).toHaveProperty("SourceAccount");
  }
});

test("a configured intake URL replaces the one of the Datadog site", () => {
  const { Forwarding } = synthesizeWith({
    ...shippedConfig("staging"),
    datadog: { site: "datadoghq.eu", intakeUrl: "https://proxy.example.com" },
    sentry: { environment: "prod", tracesSampleRate: 0, profilesSampleRate: 0 },
  }).templates;
  expect(environmentVariablesOf(Forwarding, "ForwardingFunction")).toMatchObject({
    DATADOG_INTAKE_URL: "https://proxy.example.com",
    SENTRY_ENVIRONMENT: "prod",
  });
});

test("an environment that allows private addresses passes that to its functions", () => {
  const config = shippedConfig("staging");
  const { Forwarding } = synthesizeWith({
    ...config,
    forwarding: { ...config.forwarding, allowPrivateAddresses: true },
  }).templates;
  for (const id of ["ForwardingFunction", "ForwardingReplayFunction"])
    expect(environmentVariablesOf(Forwarding, id)).toMatchObject({ ALLOW_PRIVATE_ADDRESSES: "true" });
});

test("a sink the environment has not leaves no variable, no secret and no subscription behind", () => {
  const { Forwarding } = synthesizeWith(configWithSinks("staging", "sentry")).templates;
  expect(Object.keys(environmentVariablesOf(Forwarding, "ForwardingFunction"))).toEqual([
    "ENVIRONMENT",
    "PARKING_BUCKET",
    "REDACTION_KEY_SECRET_ID",
    "SENTRY_DSN_SECRET_ID",
    "SENTRY_ENVIRONMENT",
  ]);
  Forwarding.resourceCountIs("AWS::SecretsManager::Secret", 2);
  expect(subscribedGroups(Forwarding)).toHaveLength(logsFor(["sentry"]).length);
});

test("an environment without any sink is refused a forwarding stack", () => {
  const config = configWithSinks("production");
  const app = testApp();
  const { key, groups } = new StorageStack(app, "Storage", { config });
  expect(() => new ForwardingStack(app, "Forwarding", { config, key, groups })).toThrow(
    `production has no ${SINKS.map(({ setting }) => setting).join(" or ")} to forward to`,
  );
});

/** The log groups of all subscription filters, by the names of the outputs that they reference. */
function subscribedGroups(template: Template): (string | undefined)[] {
  return Object.values(template.findResources("AWS::Logs::SubscriptionFilter")).map(({ Properties }) => {
    const { LogGroupName } = Properties as {
      LogGroupName: { "Fn::GetStackOutput"?: { OutputName: string } };
    };
    return LogGroupName["Fn::GetStackOutput"]?.OutputName;
  });
}

function secretNamed(template: Template, Name: string): string | undefined {
  return Object.keys(template.findResources("AWS::SecretsManager::Secret", { Properties: { Name } }))[0];
}

/** The resources of each action. */
function grouped(grants: readonly { action: string; resource: string }[]): Record<string, string[]> {
  const byAction: Record<string, string[]> = {};
  for (const { action, resource } of grants) (byAction[action] ??= []).push(resource);
  return byAction;
}

test("the synthesis notes the quota that the reserved concurrency needs", () => {
  const noted = (environment: string) =>
    Annotations.fromStack(
      Stack.of(stageOf(shippedConfig(environment)).node.findChild("Forwarding")),
    ).findInfo(
      "*",
      Match.stringLikeRegexp(
        "reserve 169 concurrent executions, so the account needs a quota of at least 269",
      ),
    );
  expect(noted("production")).toHaveLength(1);
  expect(noted("development")).toEqual([]);
});
