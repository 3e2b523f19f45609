import { Match, type Template } from "aws-cdk-lib/assertions";
import { LOGS } from "../../../lib/catalog";
import { ForwardingStack } from "../../../lib/forwarding/forwarding-stack";
import { StorageStack } from "../../../lib/storage/storage-stack";
import { ENVIRONMENT_NAMES, shipped, synthesize, synthesizeWith, testApp } from "../../fixtures/stacks";

const FUNCTION = "AWS::Lambda::Function";

describe("the forwarder of production", () => {
  const { Forwarding: template } = synthesize("production").templates;
  const key = only(template, "AWS::KMS::Key");
  const queue = only(template, "AWS::SQS::Queue");

  test("is told where every sink is, and of secrets their ARNs alone", () => {
    const secret = (name: string) => ({ Ref: secretNamed(template, `inventorysync/production/${name}`) });
    template.hasResourceProperties(FUNCTION, {
      Environment: {
        Variables: {
          ENVIRONMENT: "production",
          OPENSEARCH_ENDPOINTS: { "Fn::Join": ["", ["https://", Match.anyValue()]] },
          OPENSEARCH_AUTHENTICATION: "sigv4",
          OPENSEARCH_BULK_SIZE: "1000",
          SENTRY_DSN_SECRET_ID: secret("sentry-dsn"),
          SENTRY_ENVIRONMENT: "production",
          DATADOG_API_KEY_SECRET_ID: secret("datadog-api-key"),
          DATADOG_INTAKE_URL: "https://http-intake.logs.datadoghq.com",
        },
      },
    });
  });

  test("never takes more than its share of the account's concurrency", () => {
    template.hasResourceProperties(FUNCTION, {
      ReservedConcurrentExecutions: 20,
      Timeout: 120,
      MemorySize: 1024,
    });
  });

  test("is tried three times within six hours, and then the event goes to the queue of the undelivered", () => {
    template.hasResourceProperties("AWS::Lambda::EventInvokeConfig", {
      MaximumRetryAttempts: 2,
      MaximumEventAgeInSeconds: 6 * 60 * 60,
      DestinationConfig: { OnFailure: { Destination: { "Fn::GetAtt": [queue, "Arn"] } } },
    });
  });

  test("may do what it needs and nothing else", () => {
    const statements = Object.values(template.findResources("AWS::IAM::Policy")).flatMap(
      ({ Properties }) =>
        (Properties as { PolicyDocument: { Statement: object[] } }).PolicyDocument.Statement,
    );
    const via = (service: string) => ({
      StringEquals: { "kms:ViaService": `${service}.us-east-1.amazonaws.com` },
    });
    const keyArn = { "Fn::GetAtt": [key, "Arn"] };
    expect(statements).toEqual([
      {
        Effect: "Allow",
        Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
        Resource: { "Fn::GetAtt": [only(template, "AWS::Logs::LogGroup"), "Arn"] },
      },
      {
        Effect: "Allow",
        Action: "es:ESHttpPost",
        Resource: {
          "Fn::Join": [
            "",
            ["arn:aws:es:us-east-1:", { Ref: "AWS::AccountId" }, ":domain/invsync-production/_bulk"],
          ],
        },
      },
      {
        Effect: "Allow",
        Action: "secretsmanager:GetSecretValue",
        Resource: [
          { Ref: secretNamed(template, "inventorysync/production/datadog-api-key") },
          { Ref: secretNamed(template, "inventorysync/production/sentry-dsn") },
        ],
      },
      { Effect: "Allow", Action: "kms:Decrypt", Resource: keyArn, Condition: via("secretsmanager") },
      { Effect: "Allow", Action: "sqs:SendMessage", Resource: { "Fn::GetAtt": [queue, "Arn"] } },
      {
        Effect: "Allow",
        Action: ["kms:Decrypt", "kms:GenerateDataKey"],
        Resource: keyArn,
        Condition: via("sqs"),
      },
    ]);
  });

  test("starts with placeholders for secrets, encrypted with its own key, kept when the stack goes", () => {
    template.resourceCountIs("AWS::SecretsManager::Secret", 2);
    template.allResources("AWS::SecretsManager::Secret", {
      Properties: {
        KmsKeyId: { "Fn::GetAtt": [key, "Arn"] },
        GenerateSecretString: {},
        SecretString: Match.absent(),
      },
      DeletionPolicy: "Retain",
    });
    template.hasResource("AWS::KMS::Key", {
      Properties: { EnableKeyRotation: true },
      DeletionPolicy: "Retain",
    });
  });

  test.each(["sentry-dsn", "datadog-api-key"])("says with which command the %s is put in", (name) => {
    template.hasOutput("*", {
      Value: Match.stringLikeRegexp(
        `aws secretsmanager put-secret-value --region us-east-1 --secret-id inventorysync/production/${name} --secret-string`,
      ),
    });
  });

  test("loses nothing it could not deliver: an encrypted queue keeps it for 14 days and takes TLS alone", () => {
    template.hasResource("AWS::SQS::Queue", {
      Properties: {
        KmsMasterKeyId: { "Fn::GetAtt": [key, "Arn"] },
        MessageRetentionPeriod: 14 * 24 * 60 * 60,
      },
      DeletionPolicy: "Retain",
    });
    template.hasResourceProperties("AWS::SQS::QueuePolicy", {
      Queues: [{ Ref: queue }],
      PolicyDocument: {
        Statement: [
          {
            Effect: "Deny",
            Principal: { AWS: "*" },
            Condition: { Bool: { "aws:SecureTransport": "false" } },
          },
        ],
      },
    });
  });
});

describe.each(ENVIRONMENT_NAMES)("the subscriptions of %s", (environment) => {
  const { templates } = synthesize(environment);
  const groups = subscribedGroups(templates.Forwarding);

  test("are one for each log that goes anywhere", () => {
    expect(groups).toHaveLength(LOGS.length);
    expect(new Set(groups).size).toBe(LOGS.length);
  });

  test("are of log groups of the application, and never of a function's", () => {
    // A group of this stack would be a `Ref`: the only one here is the forwarder's own.
    expect(groups).toEqual(
      LOGS.map((log) => expect.stringMatching(`^PublishOutputRefLogGroups${log.id}`) as string),
    );
  });

  test("may each invoke the forwarder, and nothing else may", () => {
    const permissions = Object.values(templates.Forwarding.findResources("AWS::Lambda::Permission"));
    expect(permissions).toHaveLength(LOGS.length);
    for (const { Properties } of permissions) {
      expect(Properties).toMatchObject({
        Principal: "logs.amazonaws.com",
        SourceArn: { "Fn::GetStackOutput": {} },
      });
      expect(Properties).toHaveProperty("SourceAccount");
    }
  });
});

test("an intake of its own is told instead of the site's", () => {
  const { Forwarding } = synthesizeWith({
    ...shipped("production"),
    datadog: { site: "datadoghq.eu", intakeUrl: "https://proxy.example.com" },
    sentry: { environment: "prod", tracesSampleRate: 0, profilesSampleRate: 0 },
  }).templates;
  Forwarding.hasResourceProperties(FUNCTION, {
    Environment: {
      Variables: { DATADOG_INTAKE_URL: "https://proxy.example.com", SENTRY_ENVIRONMENT: "prod" },
    },
  });
});

test("a sink the environment has not leaves no variable, no secret and no subscription behind", () => {
  const { Forwarding } = synthesizeWith({
    ...shipped("production"),
    search: { kind: "none" },
    datadog: undefined,
  }).templates;
  const [fn] = Object.values(Forwarding.findResources(FUNCTION));
  const { Variables } = (fn?.["Properties"] as { Environment: { Variables: object } }).Environment;
  expect(Object.keys(Variables)).toEqual(["ENVIRONMENT", "SENTRY_DSN_SECRET_ID", "SENTRY_ENVIRONMENT"]);
  Forwarding.resourceCountIs("AWS::SecretsManager::Secret", 1);
  expect(subscribedGroups(Forwarding)).toHaveLength(2);
});

test("an environment without any sink is refused a forwarding stack", () => {
  const config = {
    ...shipped("production"),
    search: { kind: "none" as const },
    sentry: undefined,
    datadog: undefined,
  };
  const app = testApp();
  const { key, groups } = new StorageStack(app, "Storage", { config });
  expect(() => new ForwardingStack(app, "Forwarding", { config, key, groups })).toThrow(
    "production has no search, sentry or datadog to forward to",
  );
});

/** The groups of all subscription filters, as the stack that has them publishes their names. */
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

/** Logical id of the one resource of a type. */
function only(template: Template, type: string): string | undefined {
  const ids = Object.keys(template.findResources(type));
  expect(ids).toHaveLength(1);
  return ids[0];
}
