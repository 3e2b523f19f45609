import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { doctorScript, hostFiles, installScript } from "../../host";
import type { Io } from "../cli";
import { environmentHosts } from "./environment-hosts";
import type { HostFilesOptions } from "./host-options";

/** Writes the files of a host below `out`, and the scripts that install them and look for causes. @throws as `environmentHosts` */
export function writeHostFiles(io: Io, environment: string, { out, group, json }: HostFilesOptions): void {
  const { config, hostGroup } = environmentHosts(environment, group);
  const files: string[] = [];
  const write = (path: string, content: string, mode = 0o644): void => {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content, { mode });
    files.push(path);
  };
  for (const { path, content } of hostFiles(config, hostGroup)) write(join(out, "files", path), content);
  write(join(out, "install.sh"), installScript(config, hostGroup), 0o755);
  write(join(out, "doctor.sh"), doctorScript(config, hostGroup), 0o755);
  io.stdout.write(
    json ? `${JSON.stringify({ files }, null, 2)}\n` : files.map((path) => `wrote ${path}\n`).join(""),
  );
}
