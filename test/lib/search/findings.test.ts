import { Validations } from "aws-cdk-lib";
import type { EnvironmentConfig } from "../../../config";
import { SolutionsChecks } from "../../../lib/compliance";
import { LoggingStage } from "../../../lib/logging-stage";
import { vpcOf } from "../../fixtures/search";
import { configWithSinks, shippedConfig, testApp } from "../../fixtures/stacks";

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

/** What no environment ships with, and any may choose. */
test.each<[string, EnvironmentConfig]>([
  ["a domain in a VPC with a way out", { ...shippedConfig("production"), search: vpcOf("nat") }],
  ["a domain in a VPC without", { ...shippedConfig("production"), search: vpcOf("none") }],
  [
    "a cluster of somebody else's",
    {
      ...shippedConfig("staging"),
      search: external({ kind: "basic", secretName: "made-up/engine" }, "https://search.example.com"),
    },
  ],
  [
    "a domain of somebody else's",
    {
      ...shippedConfig("staging"),
      search: external(
        { kind: "sigv4" },
        `https://search-shared-${"a1".repeat(13)}.us-east-1.es.amazonaws.com`,
      ),
    },
  ],
  ["Sentry alone", { ...cloudWatchOnly, sentry }],
  ["Sentry alone, through Kinesis", { ...cloudWatchOnly, sentry, forwarding: kinesis }],
  ["every sink of production, directly", { ...shippedConfig("production"), forwarding: direct }],
  ["a small environment through Kinesis", { ...shippedConfig("development"), forwarding: kinesis }],
  ["CloudWatch Logs alone", cloudWatchOnly],
])("%s passes AwsSolutions, with no stale acknowledgement", (_, config) => {
  const app = testApp();
  Validations.of(app).addPlugins(new SolutionsChecks(app));
  new LoggingStage(app, config.environment, { config });
  expect(() => app.synth()).not.toThrow();
});
