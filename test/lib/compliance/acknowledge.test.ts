import { App, Stack, Stage, Validations } from "aws-cdk-lib";
import { Construct } from "constructs";
import { acknowledge } from "../../../lib/compliance";

const ID = "AwsSolutions-IAM5[Resource::*]";
const REASON = "the action has no resource in IAM, and it reads nothing but a number";

test("an acknowledgement is metadata of its construct, with the pack and the reason", () => {
  const construct = new Construct(new Stack(), "Thing");
  acknowledge(construct, [{ id: ID, reason: REASON }]);
  const [entry] = construct.node.metadata.filter(
    ({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY,
  );
  expect(entry?.data).toEqual({ [`AwsSolutions::${ID}`]: REASON });
});

test("a whole stack or stage cannot be acknowledged", () => {
  const stage = new Stage(new App(), "production");
  for (const whole of [stage, new Stack(stage, "Access")]) {
    expect(() => {
      acknowledge(whole, [{ id: ID, reason: REASON }]);
    }).toThrow(`${whole.node.path} is a stack or stage`);
  }
});

test.each([
  ["no pack", "IAM5[Resource::*]"],
  ["a namespace of its own", `AwsSolutions::${ID}`],
  ["no rule", "AwsSolutions"],
  ["nothing", ""],
])("an id with %s is rejected", (_, id) => {
  expect(() => {
    acknowledge(new Construct(new Stack(), "Thing"), [{ id, reason: REASON }]);
  }).toThrow(`"${id}" at Default/Thing is not the id of a finding`);
});

test.each(["", "      needed      ", "false positive, see above"])("%j is rejected as a reason", (reason) => {
  expect(() => {
    acknowledge(new Construct(new Stack(), "Thing"), [{ id: ID, reason }]);
  }).toThrow(/the reason for .* has \d+ characters, fewer than 40/);
});
