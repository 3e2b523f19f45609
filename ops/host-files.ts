import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { Command } from "commander";
import { hostFiles, installScript } from "../host";
import { environmentHosts } from "./host-group-option";

interface HostFilesOptions {
  readonly out: string;
  readonly group?: string;
}

/** `logs host-files <environment>`: writes the files of a host, and a script that installs them. */
export function hostFilesCommand(): Command {
  return new Command("host-files")
    .description(
      "Writes the files of a host: the configuration of the CloudWatch agent, the logrotate file, the environment file, " +
        "and the systemd units. Also writes install.sh, which contains them and installs, checks or uninstalls them.",
    )
    .argument("<environment>", "name of the environment, such as production")
    .requiredOption("--out <folder>", "folder to write; the files are below <folder>/files")
    .option("--group <name>", "host group (default: the only one)")
    .addHelpText(
      "after",
      `
Examples:
  npx logs host-files production --out hosts     write the files
  sudo sh hosts/install.sh                       install them on this host
  sudo sh hosts/install.sh --check               report each difference, and exit with 1 if there is one
  sudo sh hosts/install.sh --uninstall           restore the files of before

With Systems Manager, the stack Host runs the same script on the hosts of each host group (docs/hosts.md).`,
    )
    .action((environment: string, { out, group }: HostFilesOptions) => {
      const { config, hostGroup } = environmentHosts(environment, group);
      for (const { path, content } of hostFiles(config, hostGroup)) write(join(out, "files", path), content);
      write(join(out, "install.sh"), installScript(config, hostGroup), 0o755);
    });
}

function write(path: string, content: string, mode = 0o644): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content, { mode });
  console.log(`wrote ${path}`);
}
