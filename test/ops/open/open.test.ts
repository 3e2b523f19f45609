import { chmod, mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import puppeteer from "puppeteer-core";
import { createSeparateBrowser } from "../../../ops/open/separate-browser";
import { type Browsers, openDashboards } from "../../../ops/open/open";
import { startChrome } from "../../../ops/open/start-browser";
import { findChromium } from "../../../scripts/chromium";
import { describeInChromium } from "../../fixtures/browser";
import { domainOf } from "../../fixtures/search";
import { DOMAIN_HOST, startDomainInVpc } from "../../fixtures/tunnel/domain-in-vpc";
import { installStandInPlugin } from "../../fixtures/tunnel/stand-in-plugin";
import { tunnelContext } from "../../fixtures/tunnel/tunnel-context";

const cleanUps: (() => Promise<void>)[] = [];

afterEach(async () => {
  process.exitCode = 0;
  for (const cleanUp of cleanUps.splice(0)) await cleanUp();
});

async function prepare(options: Parameters<typeof installStandInPlugin>[0] = {}) {
  const plugin = await installStandInPlugin(options);
  const prepared = await tunnelContext(plugin);
  cleanUps.push(plugin.remove, prepared.close);
  return { ...prepared, plugin };
}

/** Browsers that start nothing, and what the first of them was to open. */
function recordingBrowsers() {
  let resolve: (options: readonly string[]) => void;
  const opened = new Promise<readonly string[]>((settle) => {
    resolve = settle;
  });
  const browsers: Browsers = {
    startDefaultBrowser: (_, address) => {
      resolve([address]);
      return Promise.resolve();
    },
    startChrome: (_, options) => {
      resolve(options);
      return Promise.resolve();
    },
  };
  return { browsers, opened };
}

describe("through the bastion", () => {
  test("the browser gets the domain's address and the tunnel, and Ctrl-C ends everything", async () => {
    const { context, io, plugin, called } = await prepare();
    const { browsers, opened } = recordingBrowsers();
    const command = openDashboards(context, { browser: true }, browsers);
    const [mapping, profile = "", ...others] = await opened;
    process.emit("SIGINT");
    expect(await command).toBeUndefined();

    const { port } = /through localhost:(?<port>\d+), until Ctrl-C/.exec(io.out())?.groups ?? {};
    expect(mapping).toBe(`--host-resolver-rules=MAP ${DOMAIN_HOST}:443 localhost:${port}`);
    expect(others.at(-1)).toBe(`https://${DOMAIN_HOST}/_dashboards/`);
    expect(process.exitCode).toBe(130);
    expect(await plugin.lines()).toContain('"interrupted"');
    expect(called.at(-1)).toBe("TerminateSession");
    await expect(stat(profile.replace("--user-data-dir=", ""))).rejects.toThrow("ENOENT");
  });

  test("with --no-browser, it prints how to use the tunnel", async () => {
    const { context, io } = await prepare();
    let printed: (text: string) => void = () => undefined;
    const firstLines = new Promise((resolve) => {
      printed = resolve;
    });
    const stdout = {
      write: (text: string) => {
        printed(text);
      },
    };
    const { browsers } = recordingBrowsers();
    const command = openDashboards({ ...context, io: { ...io, stdout } }, { browser: false }, browsers);
    expect(await firstLines).toMatch(
      /^https:\S+\/_dashboards\/ through (localhost:\d+), until Ctrl-C .*\n.*query production --tunnel \1\nChrome: '--host-resolver-rules=MAP /,
    );
    process.emit("SIGINT");
    await command;
  });

  test("a session that does not start is an error", async () => {
    const { context } = await prepare({ failsWith: "SessionId made-up: target is not connected" });
    await expect(openDashboards(context, { browser: false }, recordingBrowsers().browsers)).rejects.toThrow(
      /target is not connected/,
    );
  });
});

test("a browser with another name than Chrome's is found", async () => {
  const PATH = await mkdtemp(join(tmpdir(), "stand-in-chromium-"));
  cleanUps.push(() => rm(PATH, { recursive: true }));
  const executable = join(PATH, "chromium");
  await writeFile(executable, "#!/bin/sh\n");
  await chmod(executable, 0o755);
  await expect(startChrome({ env: { PATH } }, [])).resolves.toBeUndefined();
});

test("without a browser, the error lists the names that were tried", async () => {
  await expect(startChrome({ env: { PATH: "/nonexistent" } }, [])).rejects.toThrow(
    "none of google-chrome, google-chrome-stable, chromium, chromium-browser is on PATH",
  );
});

test("a public domain opens in the browser of the person, without a tunnel", async () => {
  const { context, plugin } = await prepare();
  const { search } = context.config;
  const config = { ...context.config, search: { ...search, network: { kind: "public" } } as typeof search };
  const { browsers, opened } = recordingBrowsers();
  await openDashboards({ ...context, config }, { browser: true }, browsers);
  expect(await opened).toEqual([`https://${DOMAIN_HOST}/_dashboards/`]);
  expect(await plugin.lines()).toEqual([]);
});

test.each([
  ["a domain without SAML", domainOf("production"), /no sign-in for browsers, .*set search\.saml/],
  ["no search engine", { kind: "none" as const }, /search of production is none/],
])("%s has nothing that a browser could open", async (_, search, message) => {
  const { context } = await prepare();
  const config = { ...context.config, search };
  await expect(
    openDashboards({ ...context, config }, { browser: false }, recordingBrowsers().browsers),
  ).rejects.toThrow(message);
});

describeInChromium("Chromium with the options", () => {
  test("sends the name of the domain to the local end of the tunnel", async () => {
    const domain = await startDomainInVpc("<p>Dashboards of the domain</p>", "text/html");
    const address = new URL(`https://${DOMAIN_HOST}/_dashboards/`);
    const { options, remove } = await createSeparateBrowser(address, domain.port);
    cleanUps.push(domain.close, remove);
    const [mapping = "", , ...others] = options;
    const browser = await puppeteer.launch({
      executablePath: findChromium() ?? "",
      acceptInsecureCerts: true,
      args: [mapping, ...others.slice(0, -1), ...(process.getuid?.() === 0 ? ["--no-sandbox"] : [])],
    });
    try {
      const page = await browser.newPage();
      await page.goto(address.href);
      expect(await page.evaluate("document.body.innerText")).toBe("Dashboards of the domain");
      expect(domain.requests).toContain(`GET ${DOMAIN_HOST}/_dashboards/ unsigned`);
    } finally {
      await browser.close();
    }
  });
});
