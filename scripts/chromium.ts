import { findOnPath, isExecutable } from "../local/startup/workspace";

/** Names of the executable in the packages of Debian, Ubuntu, Fedora and Google. */
const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/** For the message about skipped tests. */
export const CHROMIUM_REQUIREMENT =
  "Chromium is not on PATH; install it (on Debian: apt-get install chromium), or set CHROMIUM_PATH to its executable";

/** Path of the browser for the tests of pages: `CHROMIUM_PATH`, or the first of the known names on PATH. */
export function findChromium(): string | undefined {
  const configured = process.env["CHROMIUM_PATH"];
  if (configured !== undefined && configured !== "") return isExecutable(configured) ? configured : undefined;
  return NAMES.map(findOnPath).find((path) => path !== undefined);
}
