import type { EnvironmentFormat } from "../../host";

/** Those of the environment file. The list of commands does not load its code, which needs the configuration. */
export const FORMATS = ["systemd", "shell"] as const satisfies readonly EnvironmentFormat[];

export interface EnvOptions {
  readonly format: (typeof FORMATS)[number];
  readonly group?: string;
  readonly release?: string;
  readonly json?: true;
}

export interface HostFilesOptions {
  readonly out: string;
  readonly group?: string;
  readonly json?: true;
}
