import { get } from "node:http";
import type { PageData } from "../../../local/page/data";
import { serveLocalPage } from "../../../local/page";
import type { LoopbackServer } from "../../../local/web";
import { accessibilityViolations, describeInChromium, openPage, propertiesOf } from "../../fixtures/browser";
import type { Endpoints } from "../../../local/endpoints";
import { ENDPOINTS } from "../../fixtures/endpoints";
import { answeredQuestion, pageData } from "../../fixtures/page-data";

const MARKUP = `<img src=x onerror="alert('1')">`;

let server: LoopbackServer | undefined;
afterEach(() => server?.close());

async function serve(changes: Partial<PageData> = {}, endpoints: Endpoints = ENDPOINTS): Promise<string> {
  server = await serveLocalPage(pageData(changes), endpoints);
  return server.url;
}

async function html(changes: Partial<PageData> = {}, query = ""): Promise<string> {
  return (await fetch(`${await serve(changes)}/${query}`)).text();
}

/** The status of a request with this target, which `fetch` would not send as it is. */
function statusOf(url: string, path: string): Promise<number | undefined> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    get({ hostname, port, path }, (response) => {
      response.resume();
      resolve(response.statusCode);
    }).on("error", reject);
  });
}

/** The page without markup, with single spaces. */
async function text(changes: Partial<PageData> = {}, query = ""): Promise<string> {
  return (await html(changes, query)).replace(/<[^>]+>/g, " ").replace(/\s+/g, " ");
}

test("the ledgers show each outcome, and whether they balance", async () => {
  expect(await text()).toMatch(/Datadog 1,234 1,200 30 4 0 0 balanced/);
  const sums = { received: 5, delivered: 3, parked: 0, rejected: 0, filtered: 0, sampled: 0 };
  await server?.close();
  const ledgers = () => Promise.resolve([{ sink: "sentry" as const, sums }]);
  expect(await text({ ledgers })).toMatch(/Sentry 5 3 0 0 0 0 differs by 2/);
});

test("parked objects show their reasons, one row each", async () => {
  expect(await text()).toMatch(/2026-01-02 03:04:05 parked\/datadog\/\S+ 30 status 503 .* 1 timeout/);
});

test("a request for something that is no URL is answered, and the page still works", async () => {
  const url = await serve();
  expect(await statusOf(url, "//")).toBe(400);
  expect((await fetch(url)).status).toBe(200);
});

test("an empty parking bucket says so", async () => {
  const storedObjects = () => Promise.resolve({ newest: [], counts: { "parked/": 0 } });
  expect(await text({ storedObjects })).toContain("No log event is parked or quarantined");
});

test("the queues with messages are listed", async () => {
  expect(await text()).toContain("replay-queue: 1");
});

test("an alarm shows its state and links to its article in the runbook", async () => {
  const url = await serve();
  const page = await (await fetch(url)).text();
  const [, path = ""] = /href="([^"]*#error-spike)"/.exec(page) ?? [];
  const runbook = await fetch(new URL(path, url));
  expect(runbook.status).toBe(200);
  expect(await runbook.text()).toMatch(/<h2 id="error-spike">/);
});

test("the lines show time, level, log and message, and how many match", async () => {
  expect(await text()).toMatch(/newest 1 of 10,000 or more .*03:04:05.678 ERROR application sync failed/);
});

test("a measurement shows its value", async () => {
  const record = { message: "http.server.duration", value: 12.5, unit: "ms" };
  const lines = () =>
    Promise.resolve({ lines: [{ id: "a", log: "performance", record }], total: 1, isMore: false });
  expect(await text({ lines })).toContain("performance http.server.duration 12.5 ms");
});

test("the parameters of the query search the lines, and stay in the form", async () => {
  const lines = jest.fn(() => Promise.resolve({ lines: [], total: 0, isMore: false }));
  const page = await html({ lines }, "?text=stock+level&level=ERROR&log=audit");
  expect(lines).toHaveBeenCalledWith({ text: "stock level", level: "ERROR", log: "audit" });
  expect(page).toMatch(/value="stock level".*<option selected>ERROR.*<option selected>audit/s);
});

test("a question shows a chart and the table of its values", async () => {
  const page = await html();
  expect(page).toMatch(/<img\s+alt="Chart: Errors by type[^"]*"\s+src="data:image\/svg\+xml;base64,/);
  expect(page).toMatch(/TimeoutError<\/td>[^7]*7<[\s\S]*StockConflict<\/td>/);
});

test.each([
  ["without rows says what that means", { answer: { value: { rows: [] } } }, "No errors."],
  ["that cannot be answered shows the error", { answer: { error: "no such field" } }, "no such field"],
  ["without a chart shows the table only", { answer: { value: { rows: [["x", "1"]] } } }, "x 1"],
])("a question %s", async (_, changes, expected) => {
  const page = await text({ questions: () => Promise.resolve([answeredQuestion(changes)]) });
  expect(page).toContain(expected);
  expect(page).not.toContain("Table of");
});

test("without a search engine the sections that need it say so", async () => {
  const { search, ...endpoints } = ENDPOINTS;
  const page = await (await fetch(await serve({ lines: undefined, questions: undefined }, endpoints))).text();
  expect(page.match(/The platform runs without OpenSearch/g)).toHaveLength(2);
  expect(page).not.toContain(search.url);
});

test.each(["ledgers", "storedObjects", "queues", "alarms", "questions", "lines"] as const)(
  "if %s cannot be read, only its section shows the error",
  async (part) => {
    const page = await text({ [part]: () => Promise.reject(new Error("connect ECONNREFUSED")) });
    expect(page.match(/does not answer: connect ECONNREFUSED/g)).toHaveLength(1);
    expect(page).toContain("This page refreshes");
  },
);

test("markup in log text, reasons and queries is shown as text", async () => {
  const record = { "@timestamp": MARKUP, level: MARKUP, message: MARKUP, attributes: { [MARKUP]: MARKUP } };
  const lines = () =>
    Promise.resolve({ lines: [{ id: MARKUP, log: MARKUP, record }], total: 1, isMore: false });
  const newest = [{ key: MARKUP, storedAt: new Date(0), reasons: [{ reason: MARKUP }] }];
  const storedObjects = () => Promise.resolve({ newest, counts: { "parked/": 1 } });
  const questions = () =>
    Promise.resolve([
      answeredQuestion({ title: MARKUP, answer: { value: { rows: [[MARKUP, MARKUP]], svg: MARKUP } } }),
      answeredQuestion({ description: MARKUP, answer: { error: MARKUP } }),
    ]);
  const page = await html({ lines, storedObjects, questions }, `?text=${encodeURIComponent(MARKUP)}`);
  expect(page).not.toContain("<img src=x");
  expect(page).not.toContain(`onerror="`);
  expect(page).toContain("&lt;img src=x onerror=");
});

test.each(["/", "/docs/runbook.md", "/style.css"])("%s allows nothing from another origin", async (path) => {
  const { headers } = await fetch(`${await serve()}${path}`);
  expect(headers.get("content-security-policy")).toMatch(/^default-src 'none'; script-src 'self';/);
});

test.each(["/docs/../package.json", "/docs/%2e%2e/package.json", "/docs/log-record.schema.json", "/missing"])(
  "%s is not found",
  async (path) => {
    expect((await fetch(`${await serve()}${path}`)).status).toBe(404);
  },
);

describeInChromium("the page in a browser", (browser) => {
  test.each([
    ["light", 1280, "/"],
    ["dark", 1280, "/"],
    ["light", 400, "/"],
    ["light", 1280, "/docs/runbook.md"],
  ])("with %s colors and a width of %i, %s has no error and no violation", async (value, width, path) => {
    const { page, problems } = await openPage(browser(), `${await serve()}${path}`, { width, height: 900 });
    await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value }]);
    for (const summary of await page.$$("summary")) await summary.click();
    expect(await accessibilityViolations(page)).toEqual([]);
    expect(problems).toEqual([]);
    await page.close();
  });

  test("a search works with the keyboard alone", async () => {
    const { page, problems } = await openPage(browser(), await serve());
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
    await page.keyboard.type("stock");
    await Promise.all([page.waitForNavigation(), page.keyboard.press("Enter")]);
    expect(new URL(page.url()).searchParams.get("text")).toBe("stock");
    expect(await propertiesOf(page, "input", "value")).toEqual(["stock"]);
    expect(problems).toEqual([]);
    await page.close();
  });

  test("the sections refresh without a reload", async () => {
    let total = 1;
    const lines = () => Promise.resolve({ lines: [line(total)], total: total++, isMore: false });
    const { page, problems } = await openPage(browser(), await serve({ lines }));
    await page.waitForSelector("::-p-text(line 3)");
    expect(problems).toEqual([]);
    await page.close();
  });

  function line(number: number) {
    return { id: String(number), log: "application", record: { message: `line ${number}` } };
  }
});
