import { readFileSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { get } from "node:https";
import { dirname, join } from "node:path";
import type { StartupContext } from "../startup/context";
import { findPython, createVirtualEnvironment, pythonExecutable } from "../startup/python";
import { type Installation, installOnce, isInstalled } from "../startup/workspace";

export const ACCOUNT_ID = "000000000000";
export const REGION = "us-east-1";
/** The emulator's root user, with all permissions. */
export const ROOT_CREDENTIALS = { accessKeyId: "test", secretAccessKey: "test" };

const REQUIREMENTS = join(__dirname, "requirements.txt");
const LAUNCHER = join(__dirname, "launcher.py");
/** Thirty times the duration measured on two cores. */
const START_TIMEOUT_MS = 60_000;

/** Installs MiniStack in a virtual environment. @returns its folder */
export async function installEmulator({ supervisor, runFolder }: StartupContext): Promise<string> {
  return installOnce({
    ...installation(),
    install: (folder) =>
      createVirtualEnvironment({
        supervisor,
        name: "the installation of the AWS emulator",
        folder,
        requirementsFile: REQUIREMENTS,
        logFile: join(runFolder, "emulator-install.log"),
      }),
  });
}

/** Whether an earlier run has installed MiniStack. */
export function isEmulatorInstalled(): boolean {
  return isInstalled(installation());
}

function installation(): Installation {
  return { name: "emulator", inputs: [readFileSync(REQUIREMENTS, "utf8"), findPython() ?? ""] };
}

export interface EmulatorOptions extends StartupContext {
  /** Folder of its virtual environment. */
  readonly installation: string;
  readonly port: number;
  /**
   * Host and port of the search engine behind every OpenSearch domain.
   * @default - domains have no search engine
   */
  readonly searchEngine?: string;
  /** PEM file of the certificate authorities that the functions trust. */
  readonly caBundleFile: string;
}

/**
 * Starts MiniStack with this project's patches: TLS, enforced IAM policies, each function under its own role.
 * @returns its URL
 */
export async function startEmulator(options: EmulatorOptions): Promise<string> {
  const { supervisor, runFolder, certificates, installation, port, searchEngine, caBundleFile } = options;
  const url = `https://127.0.0.1:${port}`;
  // A short path, because some paths that the emulator creates in this folder are long.
  const temporary = join(runFolder, "emulator");
  await mkdir(temporary, { recursive: true });
  const program = supervisor.start({
    name: "the AWS emulator",
    file: pythonExecutable(installation),
    args: [LAUNCHER],
    cwd: temporary,
    logFile: join(runFolder, "emulator.log"),
    remedy: "the log contains the reason; if the installation is damaged, delete .work and try again",
    // Functions inherit these variables, so they contain only what the emulator requires.
    env: {
      PATH: [dirname(process.execPath), "/usr/bin", "/bin"].join(":"),
      HOME: temporary,
      TMPDIR: temporary,
      LANG: "C.UTF-8",
      PYTHONDONTWRITEBYTECODE: "1",
      BIND_HOST: "127.0.0.1",
      GATEWAY_PORT: String(port),
      MINISTACK_HOST: "127.0.0.1",
      MINISTACK_REGION: REGION,
      AUTH: "true",
      USE_SSL: "1",
      MINISTACK_SSL_CERT: certificates.server.certificateFile,
      MINISTACK_SSL_KEY: certificates.server.keyFile,
      NODE_EXTRA_CA_CERTS: caBundleFile,
      AWS_ENDPOINT_URL: url,
      AWS_REGION: REGION,
      AWS_DEFAULT_REGION: REGION,
      AWS_ACCESS_KEY_ID: ROOT_CREDENTIALS.accessKeyId,
      AWS_SECRET_ACCESS_KEY: ROOT_CREDENTIALS.secretAccessKey,
      MINISTACK_OPENSEARCH_ENDPOINT: searchEngine,
      // Lambda waits one minute before it retries; that is too long for an interactive run.
      LAMBDA_ASYNC_RETRY_BASE_SECONDS: "1",
      SFTP_ENABLED: "0",
      IOT_MTLS_ENABLED: "0",
      DOCKER_HOST: "unix:///nonexistent.sock",
      LOG_LEVEL: "INFO",
    },
  });
  const ca = readFileSync(certificates.caFile);
  await supervisor.waitUntilReady(program, () => isReady(`${url}/_ministack/ready`, ca), {
    timeoutMs: START_TIMEOUT_MS,
  });
  return url;
}

function isReady(url: string, ca: Buffer): Promise<boolean> {
  return new Promise((resolve, reject) => {
    get(url, { ca, timeout: 2_000 }, (response) => {
      response.resume();
      resolve(response.statusCode === 200);
    }).once("error", reject);
  });
}
