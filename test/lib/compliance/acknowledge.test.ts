import { App, Stack, Stage, Validations } from "aws-cdk-lib";
import { Construct } from "constructs";
import { acknowledge, type Acknowledgement } from "../../../lib/compliance";

const ID = "AwsSolutions-IAM5[Resource::*]";
const ACCEPTED: Acknowledgement = {
  ids: [ID],
  reason: "the action has no resource in IAM, and it reads nothing but a number",
  owner: "security team",
  reviewBy: "2027-11-30",
};

test("an acknowledgement is metadata of its construct, with the pack, the reason, the owner and the review date", () => {
  expect(acknowledgedRules(ACCEPTED)).toEqual({
    [`AwsSolutions::${ID}`]: `${ACCEPTED.reason} (owner: security team; review by 2027-11-30)`,
  });
});

test.each([
  ["AwsSolutions", "AwsSolutions-SQS3"],
  ["NIST.800.53.R5", "NIST.800.53.R5-IAMNoInlinePolicy"],
  ["HIPAA.Security", "HIPAA.Security-LambdaDLQ"],
  ["PCI.DSS.321", "PCI.DSS.321-LambdaInsideVPC"],
  ["Serverless", "Serverless-LambdaTracing"],
  ["InventorySync", "InventorySync-SecretInEnvironment[Variable::MADE_UP]"],
])("a finding of %s is acknowledged in the namespace of its pack", (pack, id) => {
  expect(Object.keys(acknowledgedRules({ ...ACCEPTED, ids: [id] }))).toEqual([`${pack}::${id}`]);
});

test("one reason joins the findings of several packs", () => {
  const ids = ["NIST.800.53.R5-LambdaDLQ", "HIPAA.Security-LambdaDLQ"];
  expect(Object.keys(acknowledgedRules({ ...ACCEPTED, ids }))).toEqual([
    "NIST.800.53.R5::NIST.800.53.R5-LambdaDLQ",
    "HIPAA.Security::HIPAA.Security-LambdaDLQ",
  ]);
});

test("a whole stack or stage cannot be acknowledged", () => {
  const stage = new Stage(new App(), "production");
  for (const whole of [stage, new Stack(stage, "Access")]) {
    expect(() => {
      acknowledge(whole, [ACCEPTED]);
    }).toThrow(`${whole.node.path} is a stack or stage`);
  }
});

test.each([
  ["no pack", "IAM5[Resource::*]"],
  ["a namespace of its own", `AwsSolutions::${ID}`],
  ["no rule", "AwsSolutions"],
  ["nothing after the pack", "NIST.800.53.R5-"],
  ["nothing", ""],
])("an id with %s is rejected", (_, id) => {
  expect(() => acknowledgedRules({ ...ACCEPTED, ids: [id] })).toThrow(
    `"${id}" at Default/Thing is not the id of a finding`,
  );
});

test.each(["", "      needed      ", "false positive, see above"])("%j is rejected as a reason", (reason) => {
  expect(() => acknowledgedRules({ ...ACCEPTED, reason })).toThrow(
    /the reason for .* has \d+ characters, fewer than 40/,
  );
});

test.each(["", "soon", "2027-13-01", "2027-02-30", "2027", "30.11.2027"])(
  "%j is rejected as a review date",
  (reviewBy) => {
    expect(() => acknowledgedRules({ ...ACCEPTED, reviewBy })).toThrow(
      `the review date of ${ID} at Default/Thing is "${reviewBy}", expected a day such as 2027-11-30`,
    );
  },
);

/** The rules that the CDK counts as acknowledged on the construct. */
function acknowledgedRules(acknowledgement: Acknowledgement): object {
  const construct = new Construct(new Stack(), "Thing");
  acknowledge(construct, [acknowledgement]);
  return Object.assign(
    {},
    ...construct.node.metadata
      .filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY)
      .map(({ data }) => data as object),
  ) as object;
}
