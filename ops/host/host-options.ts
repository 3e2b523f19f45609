/** As `ENVIRONMENT_FORMATS` of the environment file, which the list of commands does not load. */
export const FORMATS = ["systemd", "shell"] as const;

export interface EnvOptions {
  readonly format: (typeof FORMATS)[number];
  readonly group?: string;
  readonly release?: string;
}

export interface HostFilesOptions {
  readonly out: string;
  readonly group?: string;
}
