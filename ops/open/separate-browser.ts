import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** The options of a browser with a profile of its own. */
export interface SeparateBrowser {
  readonly options: readonly string[];
  /** Removes the profile, which contains the session of Dashboards. */
  readonly remove: () => Promise<void>;
}

/**
 * Chrome or Chromium in which the name of the domain leads to the local end of the tunnel. The browser therefore checks
 * the certificate of the domain, and the identity provider can send it back to the domain's own address. A running
 * browser ignores the option, so it needs a profile of its own. Source: Chromium, "network_switches.cc",
 * `host-resolver-rules`.
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
  // A browser that is still closing may write to it.
  return { options, remove: () => rm(profile, { recursive: true, force: true, maxRetries: 5 }) };
}
