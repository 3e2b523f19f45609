import { type EnvironmentConfig, hostGroupConfig, loadEnvironment } from "../../config";
import { OperatorError } from "../cli";

/** An environment, and one of its host groups. */
export interface EnvironmentHosts {
  readonly config: EnvironmentConfig;
  readonly hostGroup: string;
}

/**
 * The environment of a name, and the host group of the option `--group`, which an environment with one host group may
 * omit.
 *
 * @throws ConfigurationError if the environment does not exist or is not valid
 * @throws OperatorError if the host group does not exist, or the option is missing
 */
export function environmentHosts(environment: string, group: string | undefined): EnvironmentHosts {
  const config = loadEnvironment(environment);
  const [only, ...others] = Object.keys(config.hosts);
  if (group === undefined && others.length > 0) {
    const names = Object.keys(config.hosts).join(", ");
    throw new OperatorError(`${environment} has several host groups; choose one with --group: ${names}`);
  }
  const hostGroup = group ?? only ?? "";
  hostGroupConfig(config, hostGroup);
  return { config, hostGroup };
}
