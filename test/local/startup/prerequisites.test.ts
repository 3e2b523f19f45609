import { missingPrerequisites } from "../../../local/startup/prerequisites";

const { env } = process;

afterEach(() => {
  process.env = env;
});

test("a machine without Python and Maven is told of both, with the remedy", () => {
  process.env = { PATH: "" };
  expect(missingPrerequisites({ withSearch: true }).map(({ message }) => message)).toEqual([
    expect.stringMatching(/^Python 3\.10 or newer is not on PATH.*install it$/),
    expect.stringMatching(/^Maven \(mvn\) is not on PATH.*--without-search$/),
  ]);
});

test("nothing needs Maven when the search engine is left out", () => {
  process.env = { PATH: "" };
  expect(missingPrerequisites({ withSearch: false })).toHaveLength(1);
});

test("nothing is missing for parts that run already", () => {
  const address = new URL("https://127.0.0.1:9200");
  address.username = "admin";
  address.password = ["made", "up"].join("-");
  process.env = { PATH: "", AWS_ENDPOINT_URL: "http://127.0.0.1:4566", OPENSEARCH_URL: address.href };
  expect(missingPrerequisites({ withSearch: true })).toEqual([]);
});
