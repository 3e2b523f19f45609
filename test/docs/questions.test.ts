import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { EVENTS, QUESTIONS } from "../../catalog";
import { eventTable, pictureOf } from "../../scripts/docs/questions";

const DOCS = join(__dirname, "../../docs");
const document = readFileSync(join(DOCS, "questions.md"), "utf8");

/** Maximum size of a picture, in bytes: a reader loads all of them. */
const MAX_PICTURE_BYTES = 60_000;

const pictures = QUESTIONS.map(({ id }) => pictureOf(id));

test("every question has an entry", () => {
  const missing = QUESTIONS.filter(({ title }) => !document.includes(`\n### ${title}\n`));

  expect(missing.map(({ id }) => id)).toEqual([]);
});

test("every question has a picture; if not, run npm run docs:pictures", () => {
  expect(pictures.filter((picture) => !existsSync(join(DOCS, picture)))).toEqual([]);
});

test.each(pictures)("%s is small and shows the title of its question", (picture) => {
  const svg = readFileSync(join(DOCS, picture), "utf8");
  const { title } = QUESTIONS.find(({ id }) => pictureOf(id) === picture) ?? { title: undefined };

  expect(statSync(join(DOCS, picture)).size).toBeLessThan(MAX_PICTURE_BYTES);
  expect(svg).toContain(`>${title}<`);
});

test("every event that questions search for is in the table of events", () => {
  const missing = Object.values(EVENTS).filter(({ name }) => !eventTable().includes(`\`${name}\``));

  expect(missing).toEqual([]);
});
