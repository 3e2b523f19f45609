import { appEnvironment, type AppVariable, type EnvironmentConfig } from "../config";

export const ENVIRONMENT_FORMATS = ["systemd", "shell"] as const;
export type EnvironmentFormat = (typeof ENVIRONMENT_FORMATS)[number];

export interface EnvironmentFileOptions {
  readonly format: EnvironmentFormat;
  /**
   * Commit of the application.
   * @default - the deployment of the application sets APP_VERSION
   */
  readonly release?: string | undefined;
}

/**
 * The deployment guide's variables for the hosts of a host group. `systemd`: for `EnvironmentFile=`; without secrets,
 * which another file contains. `shell`: commands that export the variables; a command reads each secret that the
 * application needs. A variable of an absent part of the environment has no line.
 */
export function environmentFile(
  config: EnvironmentConfig,
  hostGroup: string,
  { format, release }: EnvironmentFileOptions,
): string {
  const assign = (name: string, value: string) =>
    `${format === "shell" ? "export " : ""}${name}=${quote(value)}`;
  const lines = appEnvironment(config, hostGroup).flatMap(({ name, value, readBy }) => {
    if (value === undefined) return [];
    if (typeof value === "string") return [assign(name, value)];
    const { secret } = value;
    if (readBy === "platform") return [`# ${name}: only the platform reads it, from the secret ${secret}`];
    if (format === "systemd") return [`# ${name}: read at start from the secret ${secret}`];
    // A separate assignment, because the shell ignores the failure of a command inside an argument.
    return [`${name}=$(${readSecret(config.region, secret)})`, `export ${name}`];
  });
  return [...lines, ...(release === undefined ? [] : [assign("APP_VERSION", release)]), ""].join("\n");
}

/** A variable whose value is in a secret that the hosts may read. */
export interface SecretVariable extends AppVariable {
  readonly value: { readonly secret: string };
}

/** The secrets that the application needs. A host may read no other. */
export function applicationSecrets(config: EnvironmentConfig, hostGroup: string): readonly SecretVariable[] {
  return appEnvironment(config, hostGroup).filter(
    (variable): variable is SecretVariable =>
      variable.readBy === "application" && typeof variable.value === "object",
  );
}

/** The command that prints the value of a secret. */
export function readSecret(region: string, secretId: string): string {
  return `aws secretsmanager get-secret-value --region ${region} --secret-id ${secretId} --query SecretString --output text`;
}

/** Quotes a value so that systemd and a shell read it alike. Source: systemd.exec(5), "EnvironmentFile=". */
function quote(value: string): string {
  return /^[\w.,:/@+-]*$/.test(value) ? value : `"${value.replace(/[\\"$`]/g, String.raw`\$&`)}"`;
}
