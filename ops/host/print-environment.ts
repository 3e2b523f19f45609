import { environmentFile } from "../../host";
import type { Io } from "../cli";
import { environmentHosts } from "./environment-hosts";
import type { EnvOptions } from "./host-options";

/** Prints the environment variables of the application. @throws as `environmentHosts` */
export function printEnvironment(io: Io, environment: string, { format, group, release }: EnvOptions): void {
  const { config, hostGroup } = environmentHosts(environment, group);
  io.stdout.write(environmentFile(config, hostGroup, { format, release }));
}
