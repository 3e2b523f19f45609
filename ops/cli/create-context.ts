import { loadEnvironment, REGION_PATTERN } from "../../config";
import { awsClientConfig } from "./aws-client";
import type { CommandContext, ContextOptions } from "./context";
import { givenUrl } from "./given-address";
import type { Io } from "./io";
import { OperatorError } from "./operator-error";

/**
 * @throws ConfigurationError if the environment does not exist
 * @throws OperatorError for the environment `local` without the variables of a running local platform, and for a
 * region or an address that cannot be one
 */
export function createContext(io: Io, environment: string, options: ContextOptions): CommandContext {
  const config = loadEnvironment(environment);
  const { AWS_ENDPOINT_URL: endpoint } = io.env;
  if (endpoint) givenUrl("AWS_ENDPOINT_URL", endpoint);
  if (environment === "local" && !endpoint)
    throw new OperatorError(
      "AWS_ENDPOINT_URL is not set. The environment local exists only while `npm run local` runs. Load the variables " +
        "that it prints: `. <run folder>/env`.",
    );
  const { region = config.region, profile } = options;
  // The SDK would make a host name of any text.
  if (!REGION_PATTERN.test(region))
    throw new OperatorError(
      `--region is ${JSON.stringify(region)}, expected the name of an AWS region such as ${config.region}`,
    );
  return { config, aws: awsClientConfig({ profile, region }, io), io, json: options.json ?? false };
}
