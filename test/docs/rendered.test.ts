import { readFileSync } from "node:fs";
import { join } from "node:path";
import { renderDocuments } from "../../scripts/docs/documents";
import { replaceSection } from "../../scripts/docs/markdown";

/** Once for all documents: it takes seconds. */
let documents: ReadonlyMap<string, string>;
beforeAll(async () => {
  documents = await renderDocuments(read);
});

const read = (path: string) => readFileSync(join(__dirname, "../..", path), "utf8");

test.each([
  "docs/architecture.md",
  "docs/log-record.schema.json",
  "docs/log-record.md",
  "docs/questions.md",
  "docs/redaction.md",
  "docs/security.md",
  "docs/configuration.md",
  "docs/runbook.md",
  "docs/log-rotation.md",
  "docs/review.md",
  "docs/controls.md",
  "docs/log-inventory.md",
  "docs/troubleshooting.md",
  "docs/scale.md",
  "docs/performance.md",
  "docs/images/performance/throughput.svg",
  "docs/images/performance/scaling.svg",
  "docs/images/performance/cold-start.svg",
  "docs/images/performance/memory.svg",
  "docs/images/performance/flame-graph.svg",
])("%s matches the catalogue and the configuration; if not, run npm run docs", (path) => {
  expect(documents.get(path)).toBe(read(path));
});

describe("a rendered section", () => {
  const document = "before\n\n<!-- rendered: part -->\nold\n<!-- end -->\n\nafter";

  test("is replaced without a change to the text around it", () => {
    expect(replaceSection(document, "part", "new")).toBe(
      "before\n\n<!-- rendered: part -->\n\nnew\n\n<!-- end -->\n\nafter",
    );
  });

  test.each([
    ["without a start marker", "before"],
    ["without an end marker", "<!-- rendered: part -->"],
    ["with the end marker first", "<!-- end --><!-- rendered: part -->"],
    ["that occurs twice", document + document],
  ])("%s is rejected", (_, text) => {
    expect(() => replaceSection(text, "part", "new")).toThrow(
      "expected <!-- rendered: part --> once, and <!-- end --> after it",
    );
  });
});
