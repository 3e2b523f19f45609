import { App, Validations } from "aws-cdk-lib";
import { ConfigurationError, loadEnvironments } from "../config";
import { complianceChecks } from "../lib/compliance";
import { LoggingStage } from "../lib/logging-stage";

/**
 * Creates one Stage for each environment. The context value `environments` limits them to a list of names, separated by
 * commas (default: all). The context value `config` is the path of an additional configuration file.
 */
function main(): void {
  // With `autoSynth`, the app would be synthesized at exit even after an invalid configuration, as an empty assembly.
  const app = new App({ autoSynth: false });
  const only = contextOf(app, "environments")
    ?.split(",")
    .map((name) => name.trim());
  const file = contextOf(app, "config");
  const checked = loadEnvironments({ only, file }).map((config) => ({
    scope: new LoggingStage(app, config.environment, { config }),
    packs: config.compliance.packs,
  }));
  Validations.of(app).addPlugins(...complianceChecks(checked));
  app.synth();
}

function contextOf(app: App, key: string): string | undefined {
  const value: unknown = app.node.tryGetContext(key);
  return typeof value === "string" && value !== "" ? value : undefined;
}

try {
  main();
} catch (error) {
  if (!(error instanceof ConfigurationError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
