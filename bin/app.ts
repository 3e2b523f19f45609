import { App, Validations } from "aws-cdk-lib";
import { ConfigurationError, loadEnvironments } from "../config";
import { SolutionsChecks } from "../lib/compliance";
import { LoggingStage } from "../lib/logging-stage";

/**
 * One Stage per environment. Context `environments` names those to synthesize, separated by commas (all of them by
 * default); context `config` is the path of one more configuration file.
 */
function main(): void {
  // The CLI would have the app synthesized at exit whatever happened: after a refused configuration, an empty assembly.
  const app = new App({ autoSynth: false });
  const only = contextOf(app, "environments")
    ?.split(",")
    .map((name) => name.trim());
  const file = contextOf(app, "config");
  for (const config of loadEnvironments({ only, file })) {
    new LoggingStage(app, config.environment, { config });
  }
  Validations.of(app).addPlugins(new SolutionsChecks(app));
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
