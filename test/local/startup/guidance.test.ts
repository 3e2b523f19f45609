import { QUESTIONS } from "../../../catalog";
import type { Endpoints } from "../../../local/endpoints";
import { guidance } from "../../../local/startup/guidance";

const WITHOUT_SEARCH: Endpoints = {
  aws: { url: "https://127.0.0.1:1", region: "us-east-1", accountId: "000000000000", caFile: "/run/ca.pem" },
  sentry: {
    url: "http://127.0.0.1:5",
    dsn: "http://local@127.0.0.1:5/1",
    pageUrl: "http://127.0.0.1:3",
  },
  datadog: { url: "http://127.0.0.1:4", apiKey: "made-up" },
};
const SEARCH = { url: "https://127.0.0.1:2", username: "user", password: "made-up", caFile: "/run/ca.pem" };

test("the guidance has the address of every endpoint", () => {
  const text = guidance({ ...WITHOUT_SEARCH, search: SEARCH }, "/run");
  for (const port of [1, 2, 3, 4]) expect(text).toContain(`127.0.0.1:${port}`);
  expect(text).toContain("/run");
});

test("the guidance has a command for every query of the catalogue", () => {
  const text = guidance({ ...WITHOUT_SEARCH, search: SEARCH }, "/run");
  for (const { id } of QUESTIONS) expect(text).toContain(`"id":"inventorysync-local-${id}"`);
});

test("without a search engine the guidance does not mention it", () => {
  expect(guidance(WITHOUT_SEARCH, "/run")).not.toMatch(/OpenSearch|curl/);
});
