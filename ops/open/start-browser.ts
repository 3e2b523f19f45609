import { spawn } from "node:child_process";
import { once } from "node:events";
import type { Io } from "../cli";

type CommandLine = readonly [command: string, ...args: string[]];

/** What opens an address in the browser of the person, by the platform of Node.js. */
const DEFAULT_BROWSER: Partial<Record<NodeJS.Platform, (address: string) => CommandLine>> = {
  darwin: (address) => ["open", address],
  win32: (address) => ["rundll32", "url.dll,FileProtocolHandler", address],
};

/** Names of the executables in the packages of Debian, Ubuntu, Fedora and Google. */
const CHROMES = ["google-chrome", "google-chrome-stable", "chromium", "chromium-browser"];
const CHROME_ON_WINDOWS = String.raw`C:\Program Files\Google\Chrome\Application\chrome.exe`;

const CHROME: Partial<Record<NodeJS.Platform, (options: readonly string[]) => readonly CommandLine[]>> = {
  darwin: (options) => [["open", "-n", "-a", "Google Chrome", "--args", ...options]],
  win32: (options) => [[CHROME_ON_WINDOWS, ...options]],
};

/** Opens an address in the browser of the person. @throws Error if there is no browser to start */
export async function startDefaultBrowser({ env }: Pick<Io, "env">, address: string): Promise<void> {
  await startFirst(env, [DEFAULT_BROWSER[process.platform]?.(address) ?? ["xdg-open", address]]);
}

/** Starts Chrome or Chromium, as a process of its own that stays. @throws Error if neither is installed */
export async function startChrome({ env }: Pick<Io, "env">, options: readonly string[]): Promise<void> {
  const onOtherPlatforms = CHROMES.map((name): CommandLine => [name, ...options]);
  await startFirst(env, CHROME[process.platform]?.(options) ?? onOtherPlatforms);
}

async function startFirst(env: Io["env"], commandLines: readonly CommandLine[]): Promise<void> {
  for (const [command, ...args] of commandLines) {
    const child = spawn(command, args, { detached: true, stdio: "ignore", env: { ...env } });
    try {
      await once(child, "spawn");
      child.unref();
      return;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
    }
  }
  throw new Error(`none of ${commandLines.map(([command]) => command).join(", ")} is on PATH`);
}
