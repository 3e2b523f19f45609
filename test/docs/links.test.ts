import { existsSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { readMarkdown } from "../fixtures/documents/markdown";
import { PROJECT_FOLDER, projectFiles } from "../fixtures/project-files";

const DOCUMENTS = projectFiles().filter((path) => /^(?:docs\/)?[^/]+\.md$/.test(path));

test("the documents include README and docs", () => {
  expect(DOCUMENTS).toEqual(expect.arrayContaining(["README.md", "docs/getting-started.md"]));
});

test.each(DOCUMENTS)("every link of %s points to a file or a heading", (path) => {
  const links = readMarkdown(path).links.filter((link) => !/^(?:https?|mailto):/.test(link));

  expect(links.filter((link) => !exists(path, link))).toEqual([]);
});

function exists(document: string, link: string): boolean {
  const [file = "", anchor] = link.split("#");
  const target = file === "" ? document : normalize(join(dirname(document), file));
  if (!existsSync(join(PROJECT_FOLDER, target))) return false;
  return anchor === undefined || readMarkdown(target).anchors.includes(anchor);
}
