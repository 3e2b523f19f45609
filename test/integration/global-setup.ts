import { mkdtempSync } from "node:fs";
import { join } from "node:path";
import { type Platform, startPlatform } from "../../local/platform";
import { PROJECT_FOLDER } from "../../local/startup/workspace";
import { bundleCommandLine } from "../../scripts/bundle-command-line";

declare global {
  var localPlatform: Platform | undefined;
}

/**
 * Starts and deploys the platform once for all test files, which find it by `LOCAL_ENDPOINTS` and
 * `LOCAL_PAGE_URL` (see platform-endpoints.ts). Bundles `npx logs` once into the folder `LOGS_FOLDER`, because the
 * compilation of its sources takes most of the time of a command.
 */
export default async function setUp(): Promise<void> {
  const platform = await startPlatform({ withSearch: true });
  globalThis.localPlatform = platform;
  await platform.deploy();
  process.env["LOCAL_ENDPOINTS"] = JSON.stringify(platform.endpoints);
  process.env["LOCAL_PAGE_URL"] = platform.pageUrl;
  // Inside the project, because `npx logs diff` imports packages that the bundle does not contain.
  const folder = mkdtempSync(join(PROJECT_FOLDER, ".work/logs-"));
  bundleCommandLine(folder);
  process.env["LOGS_FOLDER"] = folder;
}
