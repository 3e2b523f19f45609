import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ALARMS } from "../../catalog";

const articles = new Map(
  readFileSync(join(__dirname, "../../docs/runbook.md"), "utf8")
    .split(/^## /m)
    .slice(1)
    .map((article) => [article.slice(0, article.indexOf("\n")), article]),
);

test.each(ALARMS)("$id has an article that describes, investigates and resolves", ({ id }) => {
  const article = articles.get(id) ?? "";
  const parts = [...article.matchAll(/^\*\*(\w+)\.\*\*/gm)].map(([, part]) => part);
  expect(parts).toEqual(["Description", "Investigation", "Resolution"]);
});

test("no article is about an alarm that is gone", () => {
  expect([...articles.keys()].sort()).toEqual(ALARMS.map(({ id }) => id as string).sort());
});

test("every link of an article leads to an article", () => {
  const links = [...articles.values()].flatMap((article) => [...article.matchAll(/\]\(#([\w-]+)\)/g)]);
  expect(links.length).toBeGreaterThan(0);
  for (const [, anchor] of links) expect([...articles.keys()]).toContain(anchor);
});
