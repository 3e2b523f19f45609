import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ALARMS, TAMPER_ALERTS } from "../../catalog";

const runbook = readFileSync(join(__dirname, "../../docs/runbook.md"), "utf8");
const sections = new Map(
  runbook
    .split(/^## /m)
    .slice(1)
    .map((section) => [section.slice(0, section.indexOf("\n")), section]),
);
/** The heading of an article is an alarm id in lower case; other headings begin with a capital letter. */
const articles = [...sections.keys()].filter((heading) => /^[a-z]/.test(heading));

const ALERTS = [...ALARMS, ...TAMPER_ALERTS];

test.each(ALERTS)("$id has an article with a description, impact, first look and resolution", ({ id }) => {
  const parts = [...(sections.get(id) ?? "").matchAll(/^\*\*([\w ]+)\.\*\*/gm)].map(([, part]) => part);
  expect(parts).toEqual(["Description", "Impact", "First look", "Resolution"]);
});

test("no article is about an alarm or tamper alert that does not exist", () => {
  expect([...articles].sort()).toEqual(ALERTS.map(({ id }) => id as string).sort());
});

test("every internal link of the runbook points to a section", () => {
  const anchors = [...sections.keys()].map((heading) => heading.toLowerCase().replaceAll(" ", "-"));
  const links = [...runbook.matchAll(/\]\(#([\w-]+)\)/g)];
  expect(links.length).toBeGreaterThan(0);
  for (const [, anchor] of links) expect(anchors).toContain(anchor);
});
