import { readFileSync } from "node:fs";
import { join } from "node:path";
import { CfnResource, Stack } from "aws-cdk-lib";
import * as iam from "aws-cdk-lib/aws-iam";
import { acknowledge, evaluationsIn, findingsIn } from "../../../lib/compliance";
import { shippedConfig } from "../../fixtures/stacks";
import { stageOf, testApp } from "../../fixtures/stage";

const TODAY = "2026-11-27";
const RULE = "AwsSolutions-IAM5";
const WILDCARD = `${RULE}[Resource::*]`;

test("production's evaluations have the findings of cdk-nag, with the same acknowledgements", () => {
  const config = shippedConfig("production");
  const stage = stageOf(config);
  const { rules } = evaluationsIn(stage, config.compliance.packs, TODAY);
  const evaluated = rules.flatMap(({ rule, evaluations }) =>
    evaluations
      .filter(({ state }) => state !== "compliant")
      .map(({ acknowledgement }) => `${rule}: ${acknowledgement?.reason ?? "open"}`),
  );
  const found = findingsIn(stage, config.compliance.packs).map(
    ({ rule, acknowledgement }) => `${rule}: ${acknowledgement?.reason ?? "open"}`,
  );
  expect(found.length).toBeGreaterThan(100);
  expect(evaluated.sort()).toEqual(found.sort());
});

test("every acknowledgement of production names the line that calls acknowledge", () => {
  const config = shippedConfig("production");
  const stage = stageOf(config);
  const sources = new Set(
    evaluationsIn(stage, config.compliance.packs, TODAY)
      .rules.flatMap(({ evaluations }) => evaluations)
      .flatMap(({ acknowledgement }) => acknowledgement?.source ?? []),
  );
  expect(sources.size).toBeGreaterThan(20);
  for (const source of sources) {
    const [file = "", line = ""] = source.split(":");
    const text = readFileSync(join(__dirname, "../../..", file), "utf8").split("\n")[Number(line) - 1];
    expect(`${source}: ${text ?? ""}`).toContain("acknowledge(");
  }
});

describe("a policy on everything", () => {
  test("is non-compliant without an acknowledgement", () => {
    expect(evaluate(RULE)).toEqual([
      { resource: "Made/Policy/Resource", state: "non-compliant", finding: WILDCARD },
    ]);
  });

  test("is acknowledged with reason, owner, review date and source", () => {
    const [evaluation] = evaluate(RULE, WILDCARD) ?? [];
    expect(evaluation).toMatchObject({
      state: "acknowledged",
      acknowledgement: { owner: "security team", reviewBy: "2027-11-30" },
    });
    expect(evaluation?.acknowledgement?.source).toMatch(/^test\/lib\/compliance\/evaluations\.test\.ts:\d+$/);
  });

  test("has no evaluation of a rule about resources of another type", () => {
    expect(evaluate("AwsSolutions-S1")).toEqual([]);
  });
});

test("an acknowledgement of a finding that does not exist is a problem", () => {
  const { problems } = evaluationsOf(`${RULE}[Action::s3:*]`);
  expect(problems).toEqual([
    expect.objectContaining({ rule: "stale-acknowledgement", resource: "Made/Policy" }),
  ]);
});

test("a rule that throws is a finding", () => {
  const stack = new Stack(testApp(), "Made");
  new CfnResource(stack, "Domain", { type: "AWS::OpenSearchService::Domain" });
  new iam.CfnPolicy(stack, "Policy", { policyName: "made-up", policyDocument: { Statement: [null] } });
  const { rules } = evaluationsIn(stack, ["aws-solutions"], TODAY);
  const evaluations = rules.find(({ rule }) => rule === RULE)?.evaluations;
  expect(evaluations).toEqual([{ resource: "Made/Policy", state: "non-compliant", finding: RULE }]);
});

function evaluate(name: string, ...acknowledged: readonly string[]) {
  return evaluationsOf(...acknowledged).rules.find(({ rule }) => rule === name)?.evaluations;
}

function evaluationsOf(...ids: readonly string[]) {
  const stack = new Stack(testApp(), "Made");
  const statements = [new iam.PolicyStatement({ actions: ["s3:ListAllMyBuckets"], resources: ["*"] })];
  const policy = new iam.ManagedPolicy(stack, "Policy", { statements });
  if (ids.length > 0)
    acknowledge(policy, [
      {
        ids,
        reason: "the action has no resource in IAM, and it reads nothing but a number",
        owner: "security team",
        reviewBy: "2027-11-30",
      },
    ]);
  return evaluationsIn(stack, ["aws-solutions"], TODAY);
}
