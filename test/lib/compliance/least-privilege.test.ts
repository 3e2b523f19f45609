import { Validations } from "aws-cdk-lib";
import { grantsOf } from "../../fixtures/grants";
import { ENVIRONMENT_NAMES, resources, synthesize } from "../../fixtures/stacks";

describe.each(ENVIRONMENT_NAMES)("in %s", (name) => {
  const synthesized = synthesize(name);
  const roles = resources(synthesized, "AWS::IAM::Role");
  const grants = roles.flatMap(({ Properties }) => grantsOf(synthesized, String(Properties?.["RoleName"])));

  test("every role has a name and an inline policy, and no AWS managed policy", () => {
    expect(roles.length).toBeGreaterThan(0);
    for (const { id, Properties } of roles) {
      expect({ id, ...Properties }).toMatchObject({ RoleName: expect.any(String) as unknown });
      expect({ id, ...Properties }).not.toHaveProperty("ManagedPolicyArns");
      expect({ id, ...Properties }).not.toHaveProperty("Policies");
    }
  });

  test("no role has an action with a wildcard", () => {
    expect(grants.filter(({ action }) => action.includes("*"))).toEqual([]);
  });

  test("every resource with a wildcard is acknowledged by name", () => {
    const acknowledged = synthesized.stage.node
      .findAll()
      .flatMap(({ node }) => node.metadata)
      .filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY)
      .flatMap(({ data }) => Object.keys(data as object));
    const wildcards = new Set(
      grants.map(({ resource }) => resource).filter((resource) => resource.includes("*")),
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
    "every %s statement for an AWS service has a condition on the account, the source, the log group or the topic",
    (type) => {
      for (const { id, Properties } of resources(synthesized, type)) {
        for (const statement of serviceStatements(Properties)) {
          expect(`${id} ${statement}`).toMatch(
            /aws:Source(?:Account|Arn)|kms:EncryptionContext:aws:(?:logs:arn|sns:topicArn)/,
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

/** The policy statements that allow an AWS service, as text. */
function serviceStatements(properties: object | undefined): string[] {
  // The document of a CloudWatch Logs resource policy is JSON text within a join.
  const text = JSON.stringify(properties).replaceAll('\\"', '"');
  return text.split(/(?="Action":)|(?<="Version":)/).filter((statement) => statement.includes('"Service":"'));
}
