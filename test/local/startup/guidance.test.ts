import { QUESTIONS } from "../../../catalog";
import type { Endpoints } from "../../../local/endpoints";
import type { AwsCli } from "../../../local/startup/aws-cli";
import { guidance } from "../../../local/startup/guidance";
import { ENDPOINTS } from "../../fixtures/endpoints";

const { search: SEARCH, ...OTHERS } = ENDPOINTS;
const WITHOUT_SEARCH: Endpoints & { readonly pageUrl: string } = {
  ...OTHERS,
  pageUrl: "http://127.0.0.1:6",
};
const VERSION_2: AwsCli = { kind: "usable", version: "2.13.0", major: 2 };

test("the address of the local page is the first address", () => {
  const text = guidance({ ...WITHOUT_SEARCH, search: SEARCH }, "/run", "/run/env", VERSION_2);
  expect(/https?:\S+/.exec(text)?.[0]).toBe(WITHOUT_SEARCH.pageUrl);
});

test("the guidance has the address of every endpoint", () => {
  const text = guidance({ ...WITHOUT_SEARCH, search: SEARCH }, "/run", "/run/env", VERSION_2);
  for (const port of [1, 2, 3, 4]) expect(text).toContain(`127.0.0.1:${port}`);
  expect(text).toContain("/run");
});

test("the guidance names every question of the catalogue", () => {
  const text = guidance({ ...WITHOUT_SEARCH, search: SEARCH }, "/run", "/run/env", VERSION_2);
  for (const { id } of QUESTIONS) expect(text).toContain(id);
});

test("without a search engine the guidance does not mention it", () => {
  expect(guidance(WITHOUT_SEARCH, "/run", "/run/env", VERSION_2)).not.toMatch(/OpenSearch|curl/);
});

test("the search templates are printed without hits", () => {
  const text = guidance({ ...WITHOUT_SEARCH, search: SEARCH }, "/run", "/run/env", VERSION_2);
  const searches = text.match(/_search\/template\?.*/g) ?? [];
  expect(searches.length).toBeGreaterThan(1);
  for (const search of searches) expect(search).toMatch(/filter_path=[^&]*aggregations[^&]*&pretty'/);
});

test("the region is set for both versions of the AWS CLI", () => {
  const text = guidance(WITHOUT_SEARCH, "/run", "/run/env", VERSION_2);
  expect(text).toContain("export AWS_REGION=us-east-1 AWS_DEFAULT_REGION=us-east-1");
});

test("an AWS CLI that ignores the address of the emulator is named, and gets no commands", () => {
  const message = "/bin/aws is version 1.28.1, which is too old";
  const text = guidance(WITHOUT_SEARCH, "/run", "/run/env", { kind: "unusable", message });
  expect(text).toContain(message);
  expect(text).not.toMatch(/export AWS_|^ {2}aws /m);
});

test("without an AWS CLI the guidance states what the commands need", () => {
  const message = "aws is not on PATH; install it";
  const text = guidance(WITHOUT_SEARCH, "/run", "/run/env", { kind: "missing", message });
  expect(text).toMatch(new RegExp(`${message}\n {2}export AWS_ENDPOINT_URL`));
});

test.each([
  [1, true],
  [2, false],
])("with version %i of the AWS CLI, the note about Amazon SQS is printed: %s", (major, expected) => {
  const text = guidance(WITHOUT_SEARCH, "/run", "/run/env", {
    kind: "usable",
    version: `${major}.99.0`,
    major,
  });
  expect(text.includes("--endpoint-url")).toBe(expected);
});

test("no query of CloudWatch Logs Insights is printed as a command, because the emulator ignores its text", () => {
  const text = guidance(WITHOUT_SEARCH, "/run", "/run/env", VERSION_2);
  expect(text).not.toMatch(/^ {2}aws logs start-query/m);
  expect(text).toMatch(/The emulator does not run queries/);
});
