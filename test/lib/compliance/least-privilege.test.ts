import { Validations } from "aws-cdk-lib";
import { grantsOf, identityGrantsOf } from "../../fixtures/grants";
import { withLogAlarms } from "../../fixtures/log-alarms";
import {
  ENVIRONMENT_NAMES,
  resources,
  type Synthesized,
  synthesize,
  synthesizeWith,
} from "../../fixtures/stacks";
import { stageOf } from "../../fixtures/stage";

const ALL: readonly (readonly [string, Synthesized])[] = [
  ...ENVIRONMENT_NAMES.map((name) => [name, synthesize(name)] as const),
  ["production with log alarms", synthesizeWith(withLogAlarms("production"))],
];

describe.each(ALL)("in %s", (_, synthesized) => {
  const roles = resources(synthesized, "AWS::IAM::Role");
  // The roles of a VPC, which no policy and no configuration of the search engine names.
  const named = roles.filter(({ id }) => !/FlowLogRole|CustomVpcRestrictDefaultSG/.test(id));
  const grants = named.flatMap(({ Properties }) => grantsOf(synthesized, String(Properties?.["RoleName"])));

  test("every role has a name", () => {
    expect(named.length).toBeGreaterThan(0);
    for (const { id, Properties } of named)
      expect({ id, ...Properties }).toMatchObject({ RoleName: expect.any(String) as unknown });
  });

  test("no role has an inline policy or an AWS managed policy", () => {
    expect(resources(synthesized, "AWS::IAM::Policy")).toEqual([]);
    for (const { id, Properties } of roles) {
      expect({ id, ...Properties }).not.toHaveProperty("ManagedPolicyArns");
      expect({ id, ...Properties }).not.toHaveProperty("Policies");
    }
  });

  test("every customer-managed policy has at most the 6,144 characters that IAM allows", () => {
    const policies = resources(synthesized, "AWS::IAM::ManagedPolicy");
    expect(policies.length).toBeGreaterThan(0);
    for (const { id, Properties } of policies) {
      const characters = deployedText(Properties?.["PolicyDocument"]).length;
      expect(`${id}: ${characters <= MAX_POLICY_CHARACTERS}`).toBe(`${id}: true`);
    }
  });

  test("no role has an action with a wildcard", () => {
    expect(grants.filter(({ action }) => action.includes("*"))).toEqual([]);
  });

  test("every resource with a wildcard is acknowledged by name", () => {
    const acknowledged = stageOf(synthesized.config)
      .node.findAll()
      .flatMap(({ node }) => node.metadata)
      .filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY)
      .flatMap(({ data }) => Object.keys(data as object));
    // The policy of a bucket contains objects of this bucket only.
    const wildcards = new Set(
      named
        .flatMap(({ Properties }) => identityGrantsOf(synthesized, String(Properties?.["RoleName"])))
        .map(({ resource }) => resource)
        .filter((resource) => resource.includes("*")),
    );
    expect(wildcards.size).toBeGreaterThan(0);
    for (const resource of wildcards) {
      expect(acknowledged).toContain(`AwsSolutions::AwsSolutions-IAM5[Resource::${resource}]`);
    }
  });

  test.each([
    "AWS::KMS::Key",
    "AWS::SQS::QueuePolicy",
    "AWS::SNS::TopicPolicy",
    "AWS::S3::BucketPolicy",
    "AWS::Logs::ResourcePolicy",
  ])(
    "every %s statement for an AWS service has a condition on the account, the source, the log group, the topic or the queue",
    (type) => {
      for (const { id, Properties } of resources(synthesized, type)) {
        for (const statement of serviceStatements(Properties)) {
          expect(`${id} ${statement}`).toMatch(
            /aws:Source(?:Account|Arn)|kms:EncryptionContext:aws:(?:logs:arn|sns:topicArn|sqs:arn)/,
          );
        }
      }
    },
  );

  test("every function may be invoked by its subscribed log groups and topics only", () => {
    const some: unknown = expect.anything();
    for (const { id, Properties } of resources(synthesized, "AWS::Lambda::Permission")) {
      // The ARN of a topic contains the account.
      const isTopic = Properties?.["Principal"] === "sns.amazonaws.com";
      expect({ id, ...Properties }).toMatchObject({
        Action: "lambda:InvokeFunction",
        SourceArn: some,
        ...(!isTopic && { SourceAccount: some }),
      });
    }
  });
});

/** Source: AWS Identity and Access Management User Guide, "IAM and AWS STS quotas". */
const MAX_POLICY_CHARACTERS = 6_144;
/** The ARN of a queue or a function whose name CloudFormation generates. */
const REFERENCE = "arn:aws:sqs:us-east-1:123456789012:".padEnd(120, "x");

/** A policy with a text in place of each reference. */
function deployedText(document: unknown): string {
  return JSON.stringify(document, (_, value: unknown) => {
    if (typeof value !== "object" || value === null) return value;
    if ("Fn::Join" in value) {
      const [separator, parts] = value["Fn::Join"] as [string, unknown[]];
      return parts.map((part) => (typeof part === "string" ? part : "123456789012")).join(separator);
    }
    return "Ref" in value || "Fn::GetAtt" in value ? REFERENCE : value;
  });
}

/** The policy statements that allow an AWS service, as text. */
function serviceStatements(properties: object | undefined): string[] {
  // The document of a CloudWatch Logs resource policy is JSON text within a join.
  const text = JSON.stringify(properties).replaceAll('\\"', '"');
  return text.split(/(?="Action":)|(?<="Version":)/).filter((statement) => statement.includes('"Service":"'));
}
