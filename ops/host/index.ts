import { Command, Option } from "commander";
import { formatExamples, formatExitCodes, type Io } from "../cli";
import { type EnvOptions, FORMATS, type HostFilesOptions } from "./host-options";

/** `logs env <environment>`: prints the environment variables of the application. */
export function envCommand(io: Io): Command {
  return new Command("env")
    .summary("print the environment variables of the application")
    .description("Prints the environment variables of the application, without secrets.")
    .argument("<environment>", "name of the environment, such as production")
    .addOption(
      new Option(
        "--format <format>",
        "systemd: lines for EnvironmentFile=; shell: commands that export the variables and read the secrets",
      )
        .choices(FORMATS)
        .default("systemd"),
    )
    .option("--group <name>", "host group (default: the only one)")
    .option("--release <commit>", "commit of the application; adds APP_VERSION")
    .option("--json", "print the variables and the names of the secrets as one JSON document")
    .addHelpText(
      "after",
      `
Examples:
  npx logs env production                                                                 print the file for systemd
  eval "$(npx logs env local --format shell --release "$(git rev-parse --short HEAD)")"   set the variables in this shell

docs/configuration.md lists the variables with their settings.

${formatExitCodes(undefined)}`,
    )
    .action(async (environment: string, options: EnvOptions) => {
      const { printEnvironment } = await import("./print-environment");
      printEnvironment(io, environment, options);
    });
}

/** `logs host-files <environment>`: writes the files of a host, and a script that installs them. */
export function hostFilesCommand(io: Io): Command {
  return new Command("host-files")
    .summary("write the files of a host, and a script that installs them")
    .description(
      "Writes the files of a host: the configuration of the CloudWatch agent, the logrotate file, the environment file, " +
        "and the systemd units. Also writes install.sh, which contains them and installs, checks or uninstalls them.",
    )
    .argument("<environment>", "name of the environment, such as production")
    .requiredOption("--out <folder>", "folder to write; the files are below <folder>/files")
    .option("--group <name>", "host group (default: the only one)")
    .option("--json", "print the paths of the files as one JSON document")
    .addHelpText(
      "after",
      `
${formatExamples([["host-files production --out hosts", "write the files"]])}
  sudo sh hosts/install.sh                        install them on this host
  sudo sh hosts/install.sh --check                report each difference, and exit with 1 if there is one
  sudo sh hosts/install.sh --uninstall            restore the files of before

With Systems Manager, the stack Host runs the same script on the hosts of each host group (docs/hosts.md).

${formatExitCodes(undefined)}`,
    )
    .action(async (environment: string, options: HostFilesOptions) => {
      const { writeHostFiles } = await import("./write-host-files");
      writeHostFiles(io, environment, options);
    });
}
