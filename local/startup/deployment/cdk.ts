import { dirname, delimiter, join } from "node:path";
import { ACCOUNT_ID, REGION, ROOT_CREDENTIALS } from "../../emulator";
import type { Endpoints } from "../../endpoints";
import type { Supervisor } from "../../process";
import { PROJECT_FOLDER } from "../workspace";

const CLI = require.resolve("aws-cdk/bin/cdk");
/** Ten times the duration of the slowest command, measured on two cores. */
const TIMEOUT_MS = 300_000;

export interface CdkOptions {
  readonly supervisor: Supervisor;
  readonly runFolder: string;
}

/**
 * Runs the CDK CLI.
 * @throws CommandError if it fails
 */
async function runCdk(
  { supervisor, runFolder }: CdkOptions,
  options: {
    readonly name: string;
    readonly args: readonly string[];
    readonly cwd: string;
    readonly env?: Readonly<Record<string, string | undefined>>;
    readonly logFile: string;
    readonly remedy: string;
  },
): Promise<void> {
  const { name, args, cwd, env, logFile, remedy } = options;
  await supervisor.run(
    {
      name,
      file: process.execPath,
      args: [CLI, ...args],
      cwd,
      env: {
        PATH: [dirname(process.execPath), process.env["PATH"]].join(delimiter),
        HOME: runFolder,
        CDK_HOME: join(runFolder, "cdk"),
        CDK_DISABLE_CLI_TELEMETRY: "1",
        NODE_NO_WARNINGS: "1",
        ...env,
      },
      logFile: join(runFolder, logFile),
      remedy,
    },
    { timeoutMs: TIMEOUT_MS },
  );
}

/**
 * Synthesizes the local environment with the app of bin/ into the cloud assembly `outdir`. Without the CDK's own validation
 * of templates, which changes no file of the assembly and takes more than half of the CPU: 14.5 s instead of 6.5, measured.
 * `npm run synth` validates every environment.
 */
export async function synthesize(
  options: CdkOptions & {
    readonly outdir: string;
    /** Context of the app. */
    readonly context: Readonly<Record<string, string>>;
    readonly env: Readonly<Record<string, string>>;
  },
): Promise<void> {
  const { outdir, context, env } = options;
  await runCdk(options, {
    name: "the synthesis of the stacks",
    args: ["synth", "--quiet", "--output", outdir].concat(
      Object.entries(context).flatMap(([key, value]) => ["--context", `${key}=${value}`]),
    ),
    cwd: PROJECT_FOLDER,
    env: { ...env, CDK_VALIDATION: "false" },
    logFile: "synth.log",
    remedy: "the log names the construct that failed; `npx cdk synth` prints the same error",
  });
}

/** Bootstraps the emulator's account. The command runs outside the project, because it must run without an app. */
export async function bootstrap(options: CdkOptions & { readonly aws: Endpoints["aws"] }): Promise<void> {
  await runCdk(options, {
    name: "the bootstrap of the emulator's account",
    args: ["bootstrap", `aws://${ACCOUNT_ID}/${REGION}`],
    cwd: options.runFolder,
    env: awsEnvironment(options.aws),
    logFile: "bootstrap.log",
    remedy: "the log names the resource that failed",
  });
}

/** Deploys every stack of the local environment. */
export async function deployStacks(
  options: CdkOptions & { readonly assembly: string; readonly aws: Endpoints["aws"] },
): Promise<void> {
  await runCdk(options, {
    name: "the deployment",
    args: [
      "deploy",
      "local/*",
      "--app",
      options.assembly,
      "--method",
      "direct",
      "--require-approval",
      "never",
    ].concat("--progress", "events", "--concurrency", "4"),
    cwd: PROJECT_FOLDER,
    env: awsEnvironment(options.aws),
    logFile: "deploy.log",
    remedy:
      "the log names the resource that failed; a permission that is missing here is also missing on AWS",
  });
}

/** The variables with which the CDK CLI uses the emulator instead of an account of the user. */
export function awsEnvironment({ url, caFile, region }: Endpoints["aws"]): Record<string, string> {
  return {
    AWS_ENDPOINT_URL: url,
    AWS_REGION: region,
    AWS_ACCESS_KEY_ID: ROOT_CREDENTIALS.accessKeyId,
    AWS_SECRET_ACCESS_KEY: ROOT_CREDENTIALS.secretAccessKey,
    AWS_EC2_METADATA_DISABLED: "true",
    // Ignores the configuration and credentials of the user's own accounts.
    AWS_CONFIG_FILE: "/dev/null",
    AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
    AWS_CA_BUNDLE: caFile,
    NODE_EXTRA_CA_CERTS: caFile,
  };
}
