import { type Platform, startPlatform } from "../../local/platform";

declare global {
  var localPlatform: Platform | undefined;
}

/**
 * Starts and deploys the platform once for all test files, which find it by `LOCAL_ENDPOINTS` and
 * `LOCAL_PAGE_URL` (see platform-endpoints.ts).
 */
export default async function setUp(): Promise<void> {
  const platform = await startPlatform({ withSearch: true });
  globalThis.localPlatform = platform;
  await platform.deploy();
  process.env["LOCAL_ENDPOINTS"] = JSON.stringify(platform.endpoints);
  process.env["LOCAL_PAGE_URL"] = platform.pageUrl;
}
