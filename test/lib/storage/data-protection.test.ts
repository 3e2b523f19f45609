import { Stack } from "aws-cdk-lib";
import { findingsLogGroupName, searchLogGroupName, identifierNames, LOGS } from "../../../catalog";
import { vpcOf } from "../../fixtures/search";
import {
  ENVIRONMENT_NAMES,
  resources,
  shippedConfig,
  synthesize,
  synthesizeWith,
} from "../../fixtures/stacks";
import { stageOf } from "../../fixtures/stage";
import type { StackId } from "../../../config";

/** Source: Amazon CloudWatch Logs User Guide, "Help protect sensitive log data with masking". */
const MAX_POLICY_CHARACTERS = 30_720;

describe.each(ENVIRONMENT_NAMES)("in %s", (name) => {
  const groups = resources(synthesize(name), "AWS::Logs::LogGroup");
  const masked = groups.filter(({ Properties }) => Properties?.["DataProtectionPolicy"] !== undefined);

  test("every log group is masked except those of the findings and of the flow logs of a VPC", () => {
    const others = groups.filter((group) => !masked.includes(group));
    expect(masked.length).toBeGreaterThan(4);
    expect(others.map(({ Properties }) => Properties?.["LogGroupName"])).toEqual([
      findingsLogGroupName(name),
      ...(name === "production" ? [searchLogGroupName(name, "network")] : []),
    ]);
  });

  test("every masked log group has the standard class and a policy within the length limit", () => {
    for (const { Properties } of masked) {
      expect(Properties).not.toHaveProperty("LogGroupClass");
      expect(JSON.stringify(Properties?.["DataProtectionPolicy"]).length).toBeLessThanOrEqual(
        MAX_POLICY_CHARACTERS,
      );
    }
  });

  test("the policy masks what it finds, and writes findings", () => {
    for (const { Properties } of masked) {
      const [audit, redact, ...others] = policyOf(Properties).Statement;
      expect(others).toEqual([]);
      expect(audit?.Operation).toEqual({
        Audit: { FindingsDestination: { CloudWatchLogs: { LogGroup: findingsLogGroupName(name) } } },
      });
      expect(redact?.Operation).toEqual({ Deidentify: { MaskConfig: {} } });
      expect(redact?.DataIdentifier).toEqual(audit?.DataIdentifier);
    }
  });

  test("each policy has the identifiers of the catalogue", () => {
    for (const { Properties } of masked) {
      const { Statement, Configuration } = policyOf(Properties);
      const found = Statement[0]?.DataIdentifier.map((identifier) => identifier.split("/").at(-1));
      expect(found).toEqual(identifierNames());
      expect(Statement[0]?.DataIdentifier).toEqual(
        expect.arrayContaining([
          "arn:aws:dataprotection::aws:data-identifier/EmailAddress",
          ...Configuration.CustomDataIdentifier.map((identifier) => identifier.Name),
        ]),
      );
    }
  });

  test("the name of a policy is one that CloudWatch Logs accepts", () => {
    for (const { Properties } of masked) expect(policyOf(Properties).Name).toMatch(/^[\w-]+$/);
  });

  test("masked log groups depend on the log group of the findings and its policy", () => {
    const inStorage = masked.filter(({ id }) => id.startsWith("Storage/"));
    const [findings] = groups.filter((group) => !masked.includes(group));
    const [policy] = resources(synthesize(name), "AWS::Logs::ResourcePolicy");
    expect(inStorage).toHaveLength(LOGS.length);
    for (const group of inStorage) {
      expect(group.DependsOn?.map((id) => `Storage/${id}`).sort()).toEqual([findings?.id, policy?.id].sort());
    }
    const stage = stageOf(shippedConfig(name));
    // Finds the dependencies.
    stage.synth();
    const stackOf = (id: StackId) => Stack.of(stage.node.findChild(id));
    for (const id of ["Search", "Forwarding"] as const) {
      expect(stackOf(id).dependencies).toContain(stackOf("Storage"));
    }
  });
});

test("the flow logs of a network are unmasked, because they contain no application text", () => {
  const synthesized = synthesizeWith({ ...shippedConfig("production"), search: vpcOf("nat") });
  const unmasked = resources(synthesized, "AWS::Logs::LogGroup")
    .filter(({ Properties }) => Properties?.["DataProtectionPolicy"] === undefined)
    .map(({ Properties }) => Properties?.["LogGroupName"]);
  expect(unmasked).toEqual([findingsLogGroupName("production"), "/inventorysync-search/production/network"]);
});

interface Policy {
  readonly Name: string;
  readonly Statement: readonly { readonly DataIdentifier: readonly string[]; readonly Operation: object }[];
  readonly Configuration: { readonly CustomDataIdentifier: readonly { readonly Name: string }[] };
}

function policyOf(properties: Readonly<Record<string, unknown>> | undefined): Policy {
  return properties?.["DataProtectionPolicy"] as Policy;
}
