import { type Platform, startPlatform } from "../../local/platform";

declare global {
  var localPlatform: Platform | undefined;
}

/** Starts and deploys the whole platform once; tests find it through `LOCAL_ENDPOINTS` (see endpoints.ts). */
export default async function setUp(): Promise<void> {
  const platform = await startPlatform({ withSearch: true });
  globalThis.localPlatform = platform;
  await platform.deploy();
  process.env["LOCAL_ENDPOINTS"] = JSON.stringify(platform.endpoints);
}
