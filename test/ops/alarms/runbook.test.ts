import { ALARMS } from "../../../catalog";
import { runbookArticle } from "../../../ops/alarms/runbook";

test.each(ALARMS)("$id has an article that ends before the next one", ({ id }) => {
  const article = runbookArticle(id);
  expect(article).toMatch(/\*\*Resolution\.\*\*/);
  expect(article.match(/^## .*$/gm)).toEqual([`## ${id}`]);
});
