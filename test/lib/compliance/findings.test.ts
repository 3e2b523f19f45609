import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Stack, Validations } from "aws-cdk-lib";
import * as iam from "aws-cdk-lib/aws-iam";
import * as sqs from "aws-cdk-lib/aws-sqs";
import type { CloudAssembly } from "aws-cdk-lib/cx-api";
import { Construct } from "constructs";
import type { EnvironmentConfig } from "../../../config";
import { acknowledge, type Acknowledgement, complianceChecks, findingsIn } from "../../../lib/compliance";
import { LoggingStage } from "../../../lib/logging-stage";
import { withLogAlarms } from "../../fixtures/log-alarms";
import { ENVIRONMENT_NAMES, shippedConfig } from "../../fixtures/stacks";
import { stageOf, testApp } from "../../fixtures/stage";

const WILDCARD = "AwsSolutions-IAM5[Resource::*]";
const ACCEPTED: Acknowledgement = {
  ids: [WILDCARD],
  reason: "the action has no resource in IAM, and it reads nothing but a number",
  owner: "security team",
  reviewBy: "2027-11-30",
};
const TODAY = "2027-11-30";
const TOMORROW = "2027-12-01";

test.each(ENVIRONMENT_NAMES)("%s has neither unacknowledged findings nor stale acknowledgements", (name) => {
  expect(synthesisOf(shippedConfig(name))).not.toThrow();
});

test("production with log alarms has neither unacknowledged findings nor stale acknowledgements", () => {
  expect(synthesisOf(withLogAlarms("production"))).not.toThrow();
});

test("an unacknowledged finding fails the synth", () => {
  const synth = synthesisOf(shippedConfig("local"), (stage) => {
    policyOnEverything(new Stack(stage, "Extra"));
  });
  expect(synth).toThrow(/AwsSolutions-IAM5\[Resource::\*\]/);
});

test("an acknowledged finding passes, and the report has its reason", () => {
  const synth = synthesisOf(shippedConfig("local"), (stage) => {
    acknowledge(policyOnEverything(new Stack(stage, "Extra")), [ACCEPTED]);
  });
  const report = readFileSync(join(synth().directory, "validation-report.json"), "utf8");
  expect(report).toContain(`"reason": "${ACCEPTED.reason} (owner: security team; review by 2027-11-30)"`);
});

test("an acknowledgement on a sibling construct does not apply to a finding", () => {
  const synth = synthesisOf(shippedConfig("local"), (stage) => {
    const extra = new Stack(stage, "Extra");
    policyOnEverything(extra);
    acknowledge(new Construct(extra, "Beside"), [ACCEPTED]);
  });
  expect(synth).toThrow(/AwsSolutions-IAM5\[Resource::\*\]/);
});

test("an acknowledgement that matches no finding fails the synth", () => {
  const synth = synthesisOf(shippedConfig("local"), (stage) => {
    acknowledge(policyOnEverything(new Stack(stage, "Extra")), [
      { ...ACCEPTED, ids: [WILDCARD, "AwsSolutions-IAM5[Action::s3:*]"] },
    ]);
  });
  expect(synth).toThrow(/AwsSolutions-IAM5\[Action::s3:\*\] is acknowledged here but matches no finding/);
});

test("an acknowledgement on the parent of several constructs with the finding fails the synth", () => {
  const synth = synthesisOf(shippedConfig("local"), (stage) => {
    const parent = new Construct(new Stack(stage, "Extra"), "Parent");
    policyOnEverything(new Construct(parent, "One"));
    policyOnEverything(new Construct(parent, "Two"));
    acknowledge(parent, [ACCEPTED]);
  });
  expect(synth).toThrow(
    /AwsSolutions-IAM5\[Resource::\*\] is acknowledged here for 2 constructs: local\/Extra\/Parent\/One/,
  );
});

test("an acknowledgement past its review date fails the synth, and names its owner", () => {
  const synth = synthesisOf(
    shippedConfig("local"),
    (stage) => {
      acknowledge(policyOnEverything(new Stack(stage, "Extra")), [ACCEPTED]);
    },
    TOMORROW,
  );
  expect(synth).toThrow(/is acknowledged here until 2027-11-30, and today is 2027-12-01/);
  expect(synth).toThrow(/security team/);
});

test("a rule pack that an environment did not choose does not apply to it", () => {
  const synth = synthesisOf(shippedConfig("local"), (stage) => {
    const extra = new Stack(stage, "Extra");
    new sqs.Queue(extra, "Queue", {
      enforceSSL: true,
      deadLetterQueue: {
        queue: new sqs.Queue(extra, "Dead", { enforceSSL: true }),
        maxReceiveCount: 1,
      },
    });
  });
  expect(synth).not.toThrow();
});

test("production has no open findings in five rule packs, and fewer than 25 distinct reasons", () => {
  const config = shippedConfig("production");
  const findings = findingsIn(stageOf(config), config.compliance.packs);
  expect(config.compliance.packs).toHaveLength(5);
  expect(findings.length).toBeGreaterThan(0);
  expect(findings.filter(({ acknowledgement }) => acknowledgement === undefined)).toEqual([]);
  expect(new Set(findings.map(({ acknowledgement }) => acknowledgement?.reason)).size).toBeLessThan(25);
});

/** The synth of an environment with the checks of bin/app.ts, after a change to its constructs. */
function synthesisOf(
  config: EnvironmentConfig,
  change: (stage: Construct) => void = () => undefined,
  today = TODAY,
): () => CloudAssembly {
  return () => {
    const app = testApp();
    const stage = new LoggingStage(app, config.environment, { config });
    change(stage);
    Validations.of(app).addPlugins(
      ...complianceChecks([{ scope: stage, packs: config.compliance.packs }], today),
    );
    return app.synth();
  };
}

function policyOnEverything(scope: Construct): iam.ManagedPolicy {
  const statement = new iam.PolicyStatement({ actions: ["s3:ListAllMyBuckets"], resources: ["*"] });
  return new iam.ManagedPolicy(scope, "PolicyOnEverything", { statements: [statement] });
}
