import { Match } from "aws-cdk-lib/assertions";
import { type LogId, logGroupName, LOGS, MIN_AUDIT_RETENTION_DAYS } from "../../../catalog";
import {
  ENVIRONMENT_NAMES,
  resources,
  shippedConfig,
  synthesize,
  synthesizeWith,
} from "../../fixtures/stacks";

const PROTECTED = ENVIRONMENT_NAMES.filter((name) => shippedConfig(name).deletionProtection);
const UNPROTECTED = ENVIRONMENT_NAMES.filter((name) => !shippedConfig(name).deletionProtection);
const LOG_IDS = LOGS.map(({ id }) => id);

test("protected and unprotected environments exist, so that the tables below have rows", () => {
  expect(PROTECTED).toEqual(["staging", "production"]);
  expect(UNPROTECTED).toEqual(["development", "local"]);
});

describe.each(ENVIRONMENT_NAMES)("the log groups of %s", (name) => {
  test("are encrypted with the environment's key, in every stack", () => {
    const groups = resources(synthesize(name), "AWS::Logs::LogGroup");
    expect(groups.length).toBeGreaterThan(LOGS.length);
    for (const group of groups)
      expect(group.Properties).toMatchObject({ KmsKeyId: expect.anything() as unknown });
  });

  test("have a retention, in every stack", () => {
    for (const group of resources(synthesize(name), "AWS::Logs::LogGroup")) {
      expect(group.Properties).toMatchObject({ RetentionInDays: expect.any(Number) as unknown });
    }
  });

  test.each(LOGS.filter(({ dataClass }) => dataClass === "audit"))(
    "keep $id for at least 90 days",
    ({ id }) => {
      expect(retentionOf(name, id)).toBeGreaterThanOrEqual(MIN_AUDIT_RETENTION_DAYS);
    },
  );
});

test("the catalogue sets the default retention of a log", () => {
  expect(retentionOf("local", "application")).toBe(30);
});

test("an environment may override the retention of a log", () => {
  const template = synthesizeWith({ ...shippedConfig("local"), retentionDays: { application: 3 } }).templates
    .Storage;
  template.hasResourceProperties("AWS::Logs::LogGroup", {
    LogGroupName: logGroupName("local", "application"),
    RetentionInDays: 3,
  });
});

describe.each(PROTECTED)("in %s, which is protected", (name) => {
  test.each(LOG_IDS)("the log group of %s is retained and has deletion protection", (log) => {
    synthesize(name).templates.Storage.hasResource("AWS::Logs::LogGroup", {
      Properties: { LogGroupName: logGroupName(name, log), DeletionProtectionEnabled: true },
      DeletionPolicy: "Retain",
      UpdateReplacePolicy: "Retain",
    });
  });

  test("the key is retained", () => {
    synthesize(name).templates.Storage.hasResource("AWS::KMS::Key", {
      DeletionPolicy: "Retain",
      UpdateReplacePolicy: "Retain",
    });
  });
});

test.each(UNPROTECTED)(
  "in %s, which is not protected, key and log groups are deleted with their stack",
  (name) => {
    const { Storage } = synthesize(name).templates;
    Storage.allResources("AWS::Logs::LogGroup", { DeletionPolicy: "Delete" });
    Storage.allResources("AWS::KMS::Key", { DeletionPolicy: "Delete" });
  },
);

describe("the key", () => {
  const { Storage } = synthesize("production").templates;

  test("is rotated", () => {
    Storage.hasResourceProperties("AWS::KMS::Key", { EnableKeyRotation: true });
  });

  test("admits CloudWatch Logs for the environment's log groups only", () => {
    Storage.hasResourceProperties("AWS::KMS::Key", {
      KeyPolicy: {
        Statement: Match.arrayWith([
          Match.objectLike({
            Principal: { Service: "logs.us-east-1.amazonaws.com" },
            Condition: {
              ArnLike: {
                "kms:EncryptionContext:aws:logs:arn": [
                  ...LOG_IDS.map((log) => logGroupArn(logGroupName("production", log))),
                  logGroupArn("/inventorysync-functions/production/*"),
                  logGroupArn("/inventorysync-search/production/*"),
                  logGroupArn("/inventorysync-findings/production"),
                ],
              },
            },
          }),
        ]),
      },
    });
  });

  test("admits no service without a condition", () => {
    const [key] = Object.values(Storage.findResources("AWS::KMS::Key"));
    const statements = (key as KeyResource).Properties.KeyPolicy.Statement;
    const ofServices = statements.filter(({ Principal }) => "Service" in Principal);
    expect(ofServices.map(({ Sid }) => Sid)).toEqual([
      "AllowCloudWatchLogs",
      "AllowCloudWatchAlarms",
      "AllowNotificationTopics",
      "AllowTamperAlerts",
      "AllowUndeliveredTamperAlerts",
      "AllowTrailToEncrypt",
      "AllowTrailToDescribeKey",
    ]);
    for (const { Condition } of ofServices) expect(Condition).toBeDefined();
  });

  test("admits alarms of this account only", () => {
    Storage.hasResourceProperties("AWS::KMS::Key", {
      KeyPolicy: {
        Statement: Match.arrayWith([
          Match.objectLike({
            Principal: { Service: "cloudwatch.amazonaws.com" },
            Condition: { StringEquals: { "aws:SourceAccount": { Ref: "AWS::AccountId" } } },
          }),
        ]),
      },
    });
  });
});

test("the key admits EventBridge for the topic of the pages only", () => {
  synthesize("production").templates.Storage.hasResourceProperties("AWS::KMS::Key", {
    KeyPolicy: {
      Statement: Match.arrayWith([
        Match.objectLike({
          Principal: { Service: "events.amazonaws.com" },
          Condition: {
            ArnEquals: {
              "kms:EncryptionContext:aws:sns:topicArn": {
                "Fn::Join": [
                  "",
                  [
                    "arn:aws:sns:us-east-1:",
                    { Ref: "AWS::AccountId" },
                    ":inventorysync-production-alarms-page",
                  ],
                ],
              },
            },
          },
        }),
      ]),
    },
  });
});

interface KeyResource {
  readonly Properties: {
    readonly KeyPolicy: {
      readonly Statement: readonly {
        readonly Sid?: string;
        readonly Principal: object;
        readonly Condition?: object;
      }[];
    };
  };
}

function retentionOf(name: string, log: LogId): unknown {
  const group = resources(synthesize(name), "AWS::Logs::LogGroup").find(
    ({ Properties }) => Properties?.["LogGroupName"] === logGroupName(name, log),
  );
  return group?.Properties?.["RetentionInDays"];
}

function logGroupArn(name: string): object {
  return { "Fn::Join": ["", ["arn:aws:logs:us-east-1:", { Ref: "AWS::AccountId" }, `:log-group:${name}`]] };
}
