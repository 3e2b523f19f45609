import { Command, Option } from "commander";
import { ENVIRONMENT_FORMATS, type EnvironmentFormat, environmentFile } from "../host";
import { environmentHosts } from "./host-group-option";

interface EnvOptions {
  readonly format: EnvironmentFormat;
  readonly group?: string;
  readonly release?: string;
}

/** `logs env <environment>`: prints the environment variables of the application. */
export function envCommand(): Command {
  return new Command("env")
    .description("Prints the environment variables of the application, without secrets.")
    .argument("<environment>", "name of the environment, such as production")
    .addOption(
      new Option(
        "--format <format>",
        "systemd: lines for EnvironmentFile=; shell: commands that export the variables and read the secrets",
      )
        .choices(ENVIRONMENT_FORMATS)
        .default("systemd"),
    )
    .option("--group <name>", "host group (default: the only one)")
    .option("--release <commit>", "commit of the application; adds APP_VERSION")
    .addHelpText(
      "after",
      `
Examples:
  npx logs env production                                                    print the file for systemd
  eval "$(npx logs env local --format shell --release "$(git rev-parse --short HEAD)")"   set the variables in this shell

docs/configuration.md lists the variables with their settings.`,
    )
    .action((environment: string, { format, group, release }: EnvOptions) => {
      const { config, hostGroup } = environmentHosts(environment, group);
      process.stdout.write(environmentFile(config, hostGroup, { format, release }));
    });
}
