import { spawnSync } from "node:child_process";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import getPort from "get-port";
import { appEnvironment, type EnvironmentConfig, loadEnvironment } from "../../config";
import type { Endpoints } from "../endpoints";
import type { RunningProgram, Supervisor } from "../process";
import { HOST_GROUP } from "../traffic/start-agent";
import { pythonExecutable } from "../startup/python";
import { PROJECT_FOLDER } from "../startup/workspace";
import { APPLICATION_FOLDER } from "./install";

/** Thirty times the duration measured on two cores. */
const START_TIMEOUT_MS = 120_000;

/** What the application needs to be started. */
export interface GunicornOptions {
  readonly supervisor: Supervisor;
  readonly runFolder: string;
  /** Folder of its virtual environment. */
  readonly installation: string;
  /** Folder of its log files, which is created. */
  readonly logDir: string;
}

/** Starts gunicorn with the given variables and further arguments. */
export async function startGunicorn(
  { supervisor, runFolder, installation, logDir }: GunicornOptions,
  variables: Readonly<Record<string, string>>,
  ...args: readonly string[]
): Promise<{ readonly url: string; readonly program: RunningProgram }> {
  await mkdir(logDir, { recursive: true, mode: 0o750 });
  const address = `127.0.0.1:${await getPort({ host: "127.0.0.1" })}`;
  const program = supervisor.start({
    name: "the sample application",
    file: pythonExecutable(installation),
    args: ["-m", "gunicorn", "--bind", address, ...args],
    cwd: APPLICATION_FOLDER,
    logFile: join(runFolder, "application.log"),
    remedy: "the log contains the reason; if the installation is damaged, delete .work and try again",
    env: {
      PATH: "/usr/bin:/bin",
      LANG: "C.UTF-8",
      PYTHONDONTWRITEBYTECODE: "1",
      ...variables,
      LOG_DIR: logDir,
      LOG_DEBUG_FILE: debugFile(runFolder),
    },
  });
  const url = `http://${address}`;
  await supervisor.waitUntilReady(program, async () => (await fetch(`${url}/healthz`)).ok, {
    timeoutMs: START_TIMEOUT_MS,
  });
  return { url, program };
}

/** Where the application reads its debug mode, in the folder of a run. */
export function debugFile(runFolder: string): string {
  return join(runFolder, "debug-mode.json");
}

/** The running sample application. */
export interface Application {
  readonly url: string;
  /** The value of its variable APP_VERSION. */
  readonly release: string;
  /** Ends it as systemd does: requests finish, and every line is written. */
  stop(): Promise<void>;
}

/** Starts the sample application with the variables of the local environment. */
export async function startApplication(
  options: GunicornOptions & { readonly endpoints: Pick<Endpoints, "sentry"> },
): Promise<Application> {
  const release = gitCommit();
  const { url, program } = await startGunicorn(
    options,
    { ...variables(loadEnvironment("local"), options.endpoints), LOG_ASYNC: "true", APP_VERSION: release },
    "inventorysync.main:app",
  );
  return { url, release, stop: () => options.supervisor.stopProgram(program) };
}

/** The variables that the application reads, as `npx logs env local` prints them. */
function variables(config: EnvironmentConfig, { sentry }: Pick<Endpoints, "sentry">): Record<string, string> {
  return Object.fromEntries(
    appEnvironment(config, HOST_GROUP)
      .filter(({ readBy }) => readBy === "application")
      .flatMap(({ name, value }) => {
        if (value === undefined) return [];
        // The secret of the local environment contains this DSN.
        return [[name, typeof value === "string" ? value : sentry.dsn]];
      }),
  );
}

/** As in the deployment guide, section 4; without Git, the version of the package. */
function gitCommit(): string {
  const { status, stdout } = spawnSync("git", ["rev-parse", "--short", "HEAD"], {
    cwd: PROJECT_FOLDER,
    encoding: "utf8",
  });
  return status === 0 ? stdout.trim() : "0.1.0";
}
