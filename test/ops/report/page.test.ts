import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Page } from "puppeteer-core";
import { renderPage } from "../../../ops/report/page";
import { accessibilityViolations, describeInChromium, openPage, propertiesOf } from "../../fixtures/browser";
import { EVALUATED, evaluatedWith, pageAssets, reportOf } from "../../fixtures/report";

const EVIDENCE = {
  from: "2026-11-20T05:41:00.000Z",
  to: "2026-11-27T05:41:00.000Z",
  runs: 2,
  unsuccessful: 0,
  longestGapDays: 7,
  entries: [],
};

let folder = "";
let url = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "inventorysync-page-"));
  url = write("page.html", EVALUATED);
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

describeInChromium("the page of the report, from disk", (browser) => {
  test("has no accessibility violation and no error, in light and dark colors and on a narrow screen", async () => {
    for (const width of [1280, 390]) {
      const { page, problems } = await openPage(browser(), url, { width, height: 900 });
      for (const value of ["light", "dark"]) {
        await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value }]);
        expect(await accessibilityViolations(page)).toEqual([]);
      }
      expect(problems).toEqual([]);
      await page.close();
    }
  });

  test("sends no request, and runs no script but its own", async () => {
    const page = await browser().newPage();
    const requests: string[] = [];
    page.on("request", (request) => requests.push(request.url()));
    await page.goto(url);
    await page.evaluate(
      "document.body.append(Object.assign(document.createElement('script'), { textContent: 'window.foreign = 1' }))",
    );
    expect(await page.evaluate("window.foreign")).toBeUndefined();
    expect(requests).toEqual([url]);
    await page.close();
  });

  test("hides compliant resources at first, and shows them with the checkbox", async () => {
    const { page } = await openPage(browser(), url);
    expect(await visibleStates(page)).toEqual(["non-compliant", "acknowledged", "acknowledged"]);
    await page.click('input[value="compliant"]');
    expect(await visibleStates(page)).toHaveLength(5);
    expect(await propertiesOf(page, "#shown", "textContent")).toEqual(["5 of 5 shown"]);
    await page.close();
  });

  test("filters by rule pack, and by every word of a search", async () => {
    const { page } = await openPage(browser(), url);
    await page.select('select[name="pack"]', "Serverless");
    expect(await visibleStates(page)).toEqual(["non-compliant", "acknowledged"]);
    await page.type('#evaluations input[name="text"]', "STORAGE/c bucket");
    expect(await visibleStates(page)).toEqual(["non-compliant"]);
    await page.type('#evaluations input[name="text"]', " nowhere");
    expect(await visibleStates(page)).toEqual([]);
    await page.close();
  });

  test("sorts by a heading with the keyboard, up and down, and tells a screen reader", async () => {
    const { page } = await openPage(browser(), url);
    await page.focus("#evaluations-table th:nth-child(2) button");
    const rules = () =>
      propertiesOf(page, "#evaluations-table tbody tr:not([hidden]) td:nth-child(2)", "textContent");
    await page.keyboard.press("Enter");
    const ascending = await rules();
    expect(ascending).toEqual([
      "AwsSolutions-Encryption[made-up]",
      "Serverless-Versions",
      "Serverless-Versions[made-up]",
    ]);
    expect(await sortOf(page)).toBe("ascending");
    await page.keyboard.press("Space");
    expect(await rules()).toEqual(ascending.toReversed());
    expect(await sortOf(page)).toBe("descending");
    await page.close();
  });

  test("sorts numbers by their value", async () => {
    const { page } = await openPage(browser(), write("numbers.html", evaluatedWith(12)));
    await page.click('input[value="compliant"]');
    await page.click("#evaluations-table th:nth-child(3) button");
    const resources = await propertiesOf(page, "#evaluations-table tbody td:nth-child(3)", "textContent");
    expect(resources.map((text) => /\d+/.exec(text)?.[0])).toEqual(
      Array.from({ length: 12 }, (_, index) => String(index)),
    );
    await page.close();
  });

  test("prints what is shown without controls, on few pages, with the headings of its tables", async () => {
    const { page } = await openPage(browser(), url);
    await page.emulateMediaType("print");
    expect(await displayOf(page, "nav")).toBe("none");
    expect(await displayOf(page, "#filter fieldset")).toBe("none");
    expect(await displayOf(page, "#shown")).not.toBe("none");
    expect(await displayOf(page, "#evaluations-table thead")).toBe("table-header-group");
    expect(await displayOf(page, '#evaluations-table tr[data-state="compliant"]')).toBe("none");
    const widths = (await page.evaluate("[document.documentElement.scrollWidth, innerWidth]")) as number[];
    expect(widths[0]).toBeLessThanOrEqual(widths[1] ?? 0);
    await page.close();
  });

  test("finds a control by its number, and shows only those of a status", async () => {
    const { page } = await openPage(browser(), url);
    const visible = () =>
      propertiesOf(page, "#controls-table tbody tr:not([hidden]) td:nth-child(2)", "textContent");
    await page.type('#controls input[name="text"]', "10.3.4");
    expect(await visible()).toEqual(["10.3.4"]);
    await page.click('#controls input[value="met"]');
    expect(await visible()).toEqual([]);
    await page.close();
  });

  test("links from the first section to the row of a control that is not met", async () => {
    const unmet = reportOf()
      .controls.map((control) => ({ ...control, status: "not met" as const }))
      .slice(0, 1);
    const file = join(folder, "unmet.html");
    writeFileSync(file, renderPage({ ...reportOf(), controls: unmet }, pageAssets()));
    const { page } = await openPage(browser(), pathToFileURL(file).href);
    const [href] = await propertiesOf(page, "#summary .non-compliant + a", "hash");
    expect(
      await page.$$eval(`#controls-table tr${String(href).replaceAll(".", "\\.")}`, (rows) => rows.length),
    ).toBe(1);
    await page.close();
  });

  test("shows every row where scripts are off", async () => {
    const page = await browser().newPage();
    await page.setJavaScriptEnabled(false);
    await page.goto(url);
    expect(await page.$$eval("#evaluations-table tbody tr:not([hidden])", (rows) => rows.length)).toBe(5);
    await page.close();
  });

  test("shows 1,200 evaluations, and the rows that a filter leaves", async () => {
    const { page, problems } = await openPage(browser(), write("large.html", evaluatedWith(1_200)));
    expect(await propertiesOf(page, "#shown", "textContent")).toEqual(["400 of 1200 shown"]);
    await page.type('#evaluations input[name="text"]', "Resource1197/");
    expect(await visibleStates(page)).toEqual(["acknowledged"]);
    expect(problems).toEqual([]);
    await page.close();
  });
});

function write(name: string, evaluated: typeof EVALUATED): string {
  const file = join(folder, name);
  writeFileSync(file, renderPage(reportOf(evaluated, { evidence: EVIDENCE }), pageAssets()));
  return pathToFileURL(file).href;
}

function visibleStates(page: Page): Promise<readonly string[]> {
  return propertiesOf(page, "#evaluations-table tbody tr:not([hidden]) .state", "textContent");
}

function sortOf(page: Page): Promise<unknown> {
  return page.evaluate(
    "document.querySelector('#evaluations-table th:nth-child(2)').getAttribute('aria-sort')",
  );
}

function displayOf(page: Page, selector: string): Promise<unknown> {
  return page.evaluate(`getComputedStyle(document.querySelector(${JSON.stringify(selector)})).display`);
}
