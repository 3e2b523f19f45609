import { App } from "aws-cdk-lib";
import type { EnvironmentConfig } from "../config";
import { type Finding, findingsIn } from "./compliance";
import { LoggingStage } from "./logging-stage";

/**
 * The findings of the rule packs that an environment chooses, without bundling its functions.
 *
 * @param context the context of cdk.json, which contains the feature flags
 */
export function environmentFindings(config: EnvironmentConfig, context: object): readonly Finding[] {
  const app = new App({ context: { ...context, "aws:cdk:bundling-stacks": [] } });
  return findingsIn(new LoggingStage(app, config.environment, { config }), config.compliance.packs);
}
