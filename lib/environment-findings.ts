import { App } from "aws-cdk-lib";
import type { EnvironmentConfig } from "../config";
import { type Evaluations, evaluationsIn, type Finding, findingsIn } from "./compliance";
import { LoggingStage } from "./logging-stage";

/**
 * The findings of the rule packs that an environment chooses, without bundling its functions.
 *
 * @param context the context of cdk.json, which contains the feature flags
 */
export function environmentFindings(config: EnvironmentConfig, context: object): readonly Finding[] {
  return findingsIn(stageOf(config, context), config.compliance.packs);
}

/**
 * The state of every resource of an environment under every rule that applies to it, without bundling its functions.
 *
 * @param context the context of cdk.json, which contains the feature flags
 * @param today the day with which review dates are compared, such as `2026-11-27`
 */
export function environmentEvaluations(
  config: EnvironmentConfig,
  context: object,
  today: string,
): Evaluations {
  return evaluationsIn(stageOf(config, context), config.compliance.packs, today);
}

function stageOf(config: EnvironmentConfig, context: object): LoggingStage {
  const app = new App({ context: { ...context, "aws:cdk:bundling-stacks": [] } });
  return new LoggingStage(app, config.environment, { config });
}
