import type { Page } from "puppeteer-core";
import { type DatadogIntake, startDatadogIntake } from "../../../local/intakes";
import { accessibilityViolations, describeInChromium, openPage, propertiesOf } from "../../fixtures/browser";

const API_KEY = ["made", "up", "key"].join("-");
const NOW = Date.parse("2026-01-02T12:00:00Z");
const COLOR_SCHEMES = ["light", "dark"];

let intake: DatadogIntake;
beforeEach(async () => {
  intake = await startDatadogIntake({ apiKey: API_KEY, now: () => NOW });
});
afterEach(() => intake.close());

const log = { message: "stock updated", service: "inventorysync", status: "INFO" };
const failure = { message: "sync failed", service: "inventorysync", status: "ERROR" };

async function post(...logs: readonly object[]): Promise<void> {
  await fetch(`${intake.url}/api/v2/logs`, {
    method: "POST",
    headers: { "dd-api-key": API_KEY },
    body: JSON.stringify(logs),
  });
}

async function html(query = ""): Promise<string> {
  return (await fetch(`${intake.url}/${query}`)).text();
}

/** The messages on the page, in order. */
async function messages(query = ""): Promise<readonly string[]> {
  return Array.from((await html(query)).matchAll(/<summary id="log-\d+">([^<]*)</g), ([, text = ""]) => text);
}

test("the page shows level, service and message", async () => {
  await post(failure);
  expect(await html()).toMatch(/ERROR.*inventorysync.*sync failed/s);
});

test("the newest log by its own timestamp is first, whichever arrived last", async () => {
  const at = (minute: number) => ({
    ...log,
    message: `at ${minute}`,
    timestamp: new Date(NOW - 60_000 * minute),
  });
  await post(at(3), at(1), at(2));
  expect(await messages()).toEqual(["at 1", "at 2", "at 3"]);
});

test("a log without a valid timestamp has the place of its arrival", async () => {
  const first = { ...log, message: "first", timestamp: "2026-01-02T11:00:00Z" };
  const last = { ...log, message: "last", timestamp: "2026-01-02T11:30:00Z" };
  await post(first, log, { ...failure, timestamp: "yesterday" }, last);
  expect(await messages()).toEqual(["last", "sync failed", "stock updated", "first"]);
});

test.each([
  ["?text=STOCK", ["stock updated"]],
  ["?text=shop-7", ["sync failed"]],
  ["?level=error", ["sync failed"]],
  ["?level=error&text=stock", []],
  ["?text=&level=", ["sync failed", "stock updated"]],
])("the query %s filters the logs", async (query, expected) => {
  await post(log, { ...failure, shop: "shop-7" });
  expect(await messages(query)).toEqual(expected);
});

test("the page says why it shows no log", async () => {
  expect(await html()).toContain("No logs yet");
  await post(log);
  expect(await html("?text=missing")).toContain("No log matches the filter");
});

test.each(["message", "status", "service", "timestamp", "hostname", "ddtags", "attributes"])(
  "the page shows markup in %s as text",
  async (field) => {
    await post({ ...log, [field]: `<img src=x onerror="alert('1')">` });
    expect(await html()).not.toContain("<img");
    expect(await html()).toContain("&lt;img src=x onerror=");
    expect(await html()).not.toContain(`onerror="`);
  },
);

test("the page shows markup in the filter as text", async () => {
  expect(await html(`?text=${encodeURIComponent('"><script>')}`)).not.toContain('"><script>');
});

describeInChromium("the page in a browser", (browser) => {
  let page: Page;
  let problems: readonly string[];

  beforeEach(async () => {
    await post(log, failure);
    ({ page, problems } = await openPage(browser(), intake.url));
  });
  afterEach(() => page.close());

  test.each(COLOR_SCHEMES)("has no error and no accessibility violation with %s colors", async (value) => {
    await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value }]);
    await page.click("summary");
    expect(await accessibilityViolations(page)).toEqual([]);
    expect(problems).toEqual([]);
  });

  test("filters with the keyboard alone, and keeps the filter after a reload", async () => {
    await page.keyboard.press("Tab");
    await page.keyboard.type("sync failed");
    await Promise.all([page.waitForNavigation(), page.keyboard.press("Enter")]);
    await page.reload();
    expect(await shownMessages()).toEqual(["sync failed"]);
    expect(await propertiesOf(page, "input", "value")).toEqual(["sync failed"]);
    expect(problems).toEqual([]);
  });

  test("shows a new log without a reload, and keeps the open log and its focus", async () => {
    await page.focus("summary");
    await page.keyboard.press("Enter");
    await post({ ...log, message: "arrived later" });
    await page.waitForSelector("::-p-text(arrived later)");
    expect(await shownMessages()).toEqual(["arrived later", "sync failed", "stock updated"]);
    expect(await propertiesOf(page, "details[open] > summary", "textContent")).toEqual(["sync failed"]);
    expect(await propertiesOf(page, "summary:focus", "textContent")).toEqual(["sync failed"]);
  });

  test("leaves the text alone that the user types", async () => {
    await page.focus("input");
    await page.keyboard.type("half a wo");
    await post({ ...log, message: "arrived later" });
    await page.waitForSelector("::-p-text(arrived later)");
    expect(await propertiesOf(page, "input:focus", "value")).toEqual(["half a wo"]);
  });

  test("says that the intake does not answer", async () => {
    await intake.close();
    await page.waitForSelector("[role=status]::-p-text(does not answer)");
    expect(await shownMessages()).toHaveLength(2);
  });

  function shownMessages(): Promise<readonly string[]> {
    return propertiesOf(page, "summary", "textContent");
  }
});
