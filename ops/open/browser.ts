import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import open, { apps, openApp } from "open";

/** Opens an address in the browser of the person. */
export async function openBrowser(address: string): Promise<void> {
  await open(address);
}

/** A browser with a profile of its own. */
export interface SeparateBrowser {
  /** The arguments, for a person who starts the browser by hand. */
  readonly options: readonly string[];
  start(): Promise<void>;
  /** Removes the profile, which contains the session of Dashboards. */
  close(): Promise<void>;
}

/**
 * Chrome or Chromium in which the name of the domain leads to the local end of the tunnel. The browser therefore checks
 * the certificate of the domain, and the identity provider can send it back to the domain's own address. A running
 * browser ignores the option, so it needs a profile of its own. Source: Chromium, "host-resolver-rules", switches of the
 * network service.
 */
export async function createSeparateBrowser(address: URL, port: number): Promise<SeparateBrowser> {
  const profile = await mkdtemp(join(tmpdir(), "inventorysync-browser-"));
  const options = [
    `--host-resolver-rules=MAP ${address.hostname}:443 localhost:${port}`,
    `--user-data-dir=${profile}`,
    "--no-first-run",
    "--no-default-browser-check",
    address.href,
  ];
  return {
    options,
    async start() {
      await openApp(apps.chrome, { arguments: options, newInstance: true });
    },
    close: () => rm(profile, { recursive: true, force: true, maxRetries: 3 }),
  };
}
