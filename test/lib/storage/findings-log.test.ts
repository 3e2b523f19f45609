import { Match } from "aws-cdk-lib/assertions";
import { findingsLogGroupName, logGroupName, MIN_AUDIT_RETENTION_DAYS } from "../../../catalog";
import { ENVIRONMENT_NAMES, resources, shippedConfig, synthesize } from "../../fixtures/stacks";

describe.each(ENVIRONMENT_NAMES)("the findings of %s", (name) => {
  const { Storage } = synthesize(name).templates;
  const account = shippedConfig(name).account ?? "<AWS::AccountId>";

  test("are encrypted and kept as long as the security log, at least 90 days", () => {
    const kept = retentionOf(name, findingsLogGroupName(name));
    expect(kept).toBe(retentionOf(name, logGroupName(name, "security")));
    expect(kept).toBeGreaterThanOrEqual(MIN_AUDIT_RETENTION_DAYS);
    Storage.hasResourceProperties("AWS::Logs::LogGroup", {
      LogGroupName: findingsLogGroupName(name),
      KmsKeyId: Match.anyValue(),
    });
  });

  test("are written by log deliveries of this account and region only", () => {
    const [group] = Object.keys(
      Storage.findResources("AWS::Logs::LogGroup", {
        Properties: { LogGroupName: findingsLogGroupName(name) },
      }),
    );
    Storage.resourceCountIs("AWS::Logs::ResourcePolicy", 1);
    const [policy] = Object.values(Storage.findResources("AWS::Logs::ResourcePolicy")) as ResourcePolicy[];
    expect(policy?.Properties.PolicyName).toBe(`inventorysync-${name}-findings`);
    expect(documentOf(policy)).toEqual({
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Principal: { Service: "delivery.logs.amazonaws.com" },
          Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
          Resource: `<${String(group)}.Arn>`,
          Condition: {
            StringEquals: { "aws:SourceAccount": account },
            ArnLike: { "aws:SourceArn": `arn:aws:logs:us-east-1:${account}:*` },
          },
        },
      ],
    });
  });
});

test("the findings of a protected environment are retained and have deletion protection", () => {
  synthesize("production").templates.Storage.hasResource("AWS::Logs::LogGroup", {
    Properties: { LogGroupName: findingsLogGroupName("production"), DeletionProtectionEnabled: true },
    DeletionPolicy: "Retain",
  });
});

interface ResourcePolicy {
  readonly Properties: {
    readonly PolicyName: string;
    readonly PolicyDocument: { readonly "Fn::Join": readonly [string, readonly (string | Reference)[]] };
  };
}

interface Reference {
  readonly Ref?: string;
  readonly "Fn::GetAtt"?: readonly [string, string];
}

function documentOf(policy: ResourcePolicy | undefined): unknown {
  const parts = policy?.Properties.PolicyDocument["Fn::Join"][1] ?? [];
  return JSON.parse(
    parts
      .map((part) =>
        typeof part === "string" ? part : `<${part.Ref ?? part["Fn::GetAtt"]?.join(".") ?? "neither"}>`,
      )
      .join(""),
  );
}

function retentionOf(name: string, group: string): unknown {
  return resources(synthesize(name), "AWS::Logs::LogGroup").find(
    ({ Properties }) => Properties?.["LogGroupName"] === group,
  )?.Properties?.["RetentionInDays"];
}
