import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Stack, Validations } from "aws-cdk-lib";
import * as iam from "aws-cdk-lib/aws-iam";
import type { CloudAssembly } from "aws-cdk-lib/cx-api";
import { Construct } from "constructs";
import { acknowledge, SolutionsChecks } from "../../../lib/compliance";
import { LoggingStage } from "../../../lib/logging-stage";
import { ENVIRONMENT_NAMES, shippedConfig, testApp } from "../../fixtures/stacks";

const REASON = "the action has no resource in IAM, and it reads nothing but a number";

test.each(ENVIRONMENT_NAMES)("%s has neither unacknowledged findings nor stale acknowledgements", (name) => {
  expect(synthesisOf(name)).not.toThrow();
});

test("an unacknowledged finding fails the synth", () => {
  const synth = synthesisOf("local", (stage) => {
    policyOnEverything(new Stack(stage, "Extra"));
  });
  expect(synth).toThrow(/AwsSolutions-IAM5\[Resource::\*\]/);
});

test("an acknowledged finding passes, and the report has its reason", () => {
  const synth = synthesisOf("local", (stage) => {
    acknowledge(policyOnEverything(new Stack(stage, "Extra")), [
      { id: "AwsSolutions-IAM5[Resource::*]", reason: REASON },
    ]);
  });
  const report = readFileSync(join(synth().directory, "validation-report.json"), "utf8");
  expect(report).toContain(`"reason": "${REASON}"`);
});

test("an acknowledgement on a sibling construct does not apply to a finding", () => {
  const synth = synthesisOf("local", (stage) => {
    const extra = new Stack(stage, "Extra");
    policyOnEverything(extra);
    acknowledge(new Construct(extra, "Beside"), [{ id: "AwsSolutions-IAM5[Resource::*]", reason: REASON }]);
  });
  expect(synth).toThrow(/AwsSolutions-IAM5\[Resource::\*\]/);
});

test("an acknowledgement that matches no finding fails the synth", () => {
  const synth = synthesisOf("local", (stage) => {
    acknowledge(policyOnEverything(new Stack(stage, "Extra")), [
      { id: "AwsSolutions-IAM5[Resource::*]", reason: REASON },
      { id: "AwsSolutions-IAM5[Action::s3:*]", reason: REASON },
    ]);
  });
  expect(synth).toThrow(/AwsSolutions-IAM5\[Action::s3:\*\] is acknowledged here but matches no finding/);
});

/** The synth of an environment with the checks of bin/app.ts, after a change to its constructs. */
function synthesisOf(
  name: string,
  change: (stage: Construct) => void = () => undefined,
): () => CloudAssembly {
  return () => {
    const app = testApp();
    Validations.of(app).addPlugins(new SolutionsChecks(app));
    const stage = new LoggingStage(app, name, { config: shippedConfig(name) });
    change(stage);
    return app.synth();
  };
}

function policyOnEverything(scope: Construct): iam.ManagedPolicy {
  const statement = new iam.PolicyStatement({ actions: ["s3:ListAllMyBuckets"], resources: ["*"] });
  return new iam.ManagedPolicy(scope, "PolicyOnEverything", { statements: [statement] });
}
