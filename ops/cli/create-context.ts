import { loadEnvironment } from "../../config";
import { awsClientConfig } from "./aws-client";
import type { CommandContext, ContextOptions } from "./context";
import type { Io } from "./io";
import { OperatorError } from "./operator-error";

/**
 * @throws ConfigurationError if the environment does not exist
 * @throws OperatorError for the environment `local` without the variables of a running local platform
 */
export function createContext(io: Io, environment: string, options: ContextOptions): CommandContext {
  const config = loadEnvironment(environment);
  if (environment === "local" && !io.env["AWS_ENDPOINT_URL"])
    throw new OperatorError(
      "AWS_ENDPOINT_URL is not set. The environment local exists only while `npm run local` runs. Load the variables " +
        "that it prints: `. <run folder>/env`.",
    );
  const { region = config.region, profile } = options;
  return { config, aws: awsClientConfig({ profile, region }, io), io, json: options.json ?? false };
}
