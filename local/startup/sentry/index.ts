import { readFileSync } from "node:fs";
import { cp } from "node:fs/promises";
import { delimiter, dirname, join } from "node:path";
import type { StartupContext } from "../context";
import { type Installation, installOnce, isInstalled } from "../workspace";

const FILES = ["package.json", "package-lock.json", "spotlight.mjs"];
/** Ten times the duration measured with empty caches. */
const INSTALL_TIMEOUT_MS = 240_000;
const START_TIMEOUT_MS = 60_000;

const SPOTLIGHT: Installation = {
  name: "spotlight",
  inputs: FILES.map((file) => readFileSync(join(__dirname, file), "utf8")),
};

/** Whether an earlier run has installed Spotlight. npm is then not needed. */
export function isSpotlightInstalled(): boolean {
  return isInstalled(SPOTLIGHT);
}

/** Installs Spotlight, Sentry's local intake, in its own folder. @returns the folder */
export async function installSpotlight({ supervisor, runFolder }: StartupContext): Promise<string> {
  return installOnce({
    ...SPOTLIGHT,
    install: async (folder) => {
      for (const file of FILES) await cp(join(__dirname, file), join(folder, file));
      await supervisor.run(
        {
          name: "the installation of Spotlight",
          file: "npm",
          args: ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"],
          cwd: folder,
          env: { ...process.env, PATH: [dirname(process.execPath), process.env["PATH"]].join(delimiter) },
          logFile: join(runFolder, "spotlight-install.log"),
          remedy: "check whether this machine reaches the npm registry",
        },
        { timeoutMs: INSTALL_TIMEOUT_MS },
      );
    },
  });
}

/** Starts Spotlight. @returns the URL of its user interface, and of its intake */
export async function startSpotlight(
  options: StartupContext & { readonly installation: string; readonly port: number },
): Promise<string> {
  const { supervisor, runFolder, installation, port } = options;
  const url = `http://127.0.0.1:${port}`;
  const program = supervisor.start({
    name: "Spotlight",
    file: process.execPath,
    args: ["spotlight.mjs", String(port)],
    cwd: installation,
    env: { PATH: process.env["PATH"], HOME: runFolder, NODE_ENV: "production" },
    logFile: join(runFolder, "spotlight.log"),
    remedy: "the log contains the reason; if the installation is damaged, delete .work and try again",
  });
  const answers = async () => (await fetch(`${url}/health`, { signal: AbortSignal.timeout(2_000) })).ok;
  await supervisor.waitUntilReady(program, answers, { timeoutMs: START_TIMEOUT_MS });
  return url;
}

/**
 * Sends an envelope to Spotlight, so that its user interface shows the event. Spotlight acknowledges every request with
 * an empty response and checks neither keys nor events, so the functions send to an intake that does.
 *
 * @throws Error if Spotlight does not accept the envelope
 */
export async function sendToSpotlight(url: string, envelope: string): Promise<void> {
  const response = await fetch(`${url}/api/1/envelope/`, {
    method: "POST",
    headers: { "content-type": "application/x-sentry-envelope" },
    body: envelope,
  });
  if (!response.ok)
    throw new Error(`Spotlight answered ${response.status} to an envelope, expected 200; see its log file`);
}
