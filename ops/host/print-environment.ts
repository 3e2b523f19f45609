import { appEnvironment } from "../../config";
import { environmentFile } from "../../host";
import type { Io } from "../cli";
import { type EnvironmentHosts, environmentHosts } from "./environment-hosts";
import type { EnvOptions } from "./host-options";

/** Prints the environment variables of the application. @throws as `environmentHosts` */
export function printEnvironment(io: Io, environment: string, options: EnvOptions): void {
  const hosts = environmentHosts(environment, options.group);
  const { format, release } = options;
  io.stdout.write(
    options.json
      ? `${JSON.stringify(environmentData(hosts, release), null, 2)}\n`
      : environmentFile(hosts.config, hosts.hostGroup, { format, release }),
  );
}

/** The variables with their values, and those that the application reads from a secret with its name. */
function environmentData({ config, hostGroup }: EnvironmentHosts, release: string | undefined) {
  const variables: Record<string, string> = {};
  const secrets: Record<string, string> = {};
  for (const { name, value, readBy } of appEnvironment(config, hostGroup))
    if (typeof value === "string") variables[name] = value;
    else if (value && readBy === "application") secrets[name] = value.secret;
  return { variables: { ...variables, ...(release !== undefined && { APP_VERSION: release }) }, secrets };
}
