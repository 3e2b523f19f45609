import { Validations } from "aws-cdk-lib";
import type { EnvironmentConfig } from "../../../config";
import { complianceChecks } from "../../../lib/compliance";
import { LoggingStage } from "../../../lib/logging-stage";
import { domainOf, vpcOf, withBastion } from "../../fixtures/search";
import { configWithSinks, shippedConfig } from "../../fixtures/stacks";
import { testApp } from "../../fixtures/stage";

const { sentry, forwarding: direct } = shippedConfig("staging");
const { forwarding: kinesis } = shippedConfig("production");
const cloudWatchOnly = configWithSinks("staging");
const external = (authentication: object, host: string) =>
  ({
    kind: "external",
    hosts: [host],
    authentication,
    bulkSize: 1_000,
    flushIntervalSeconds: 5,
  }) as EnvironmentConfig["search"];

/** Configurations that no environment has, but any may choose. */
test.each<[string, EnvironmentConfig]>([
  ["a domain in a VPC with egress", { ...shippedConfig("production"), search: vpcOf("nat") }],
  ["a domain in a VPC without egress", { ...shippedConfig("production"), search: vpcOf("none") }],
  [
    "a domain with sign-in by SAML",
    {
      ...shippedConfig("production"),
      search: {
        ...domainOf("production"),
        saml: {
          ...{
            entityId: "https://idp.example.com/saml",
            metadata: "<EntityDescriptor/>",
            groupsAttribute: "Role",
          },
          ...{ readers: ["engineers"], auditors: [], sessionMinutes: 60 },
        },
      },
    },
  ],
  [
    "an external cluster",
    {
      ...shippedConfig("staging"),
      search: external({ kind: "basic", secretName: "made-up/engine" }, "https://search.example.com"),
    },
  ],
  [
    "an external domain",
    {
      ...shippedConfig("staging"),
      search: external(
        { kind: "sigv4" },
        `https://search-shared-${"a1".repeat(13)}.us-east-1.es.amazonaws.com`,
      ),
    },
  ],
  ["Sentry only", { ...cloudWatchOnly, sentry }],
  ["Sentry only, in topology kinesis", { ...cloudWatchOnly, sentry, forwarding: kinesis }],
  [
    "every sink of production, in topology direct",
    { ...shippedConfig("production"), search: vpcOf("nat"), forwarding: direct },
  ],
  ["a small environment in topology kinesis", { ...shippedConfig("development"), forwarding: kinesis }],
  ["CloudWatch Logs only", cloudWatchOnly],
  ["a domain with a bastion, in a VPC without a NAT gateway", withBastion("none")],
  ["a domain with a bastion, in a VPC with a NAT gateway", withBastion("nat")],
  ["a public domain", { ...shippedConfig("production"), search: domainOf("staging") }],
  [
    "a domain in an existing VPC",
    {
      ...shippedConfig("production"),
      search: {
        ...domainOf("production"),
        network: {
          kind: "existing-vpc",
          vpcId: `vpc-${"0a".repeat(8)}`,
          clients: ["10.20.0.0/24"],
          bastion: true,
          subnetIds: ["1", "2", "3"].map((digit) => `subnet-${digit.repeat(17)}`),
        },
      },
    },
  ],
  ["an environment without reserved concurrency", shippedConfig("development")],
])("%s passes every rule pack without stale acknowledgements", (_, config) => {
  const app = testApp();
  const scope = new LoggingStage(app, config.environment, { config });
  const { packs } = shippedConfig("production").compliance;
  Validations.of(app).addPlugins(...complianceChecks([{ scope, packs }], "2026-11-27"));
  expect(() => app.synth()).not.toThrow();
});
