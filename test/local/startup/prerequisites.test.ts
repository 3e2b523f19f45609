import { missingPrerequisites } from "../../../local/startup/prerequisites";

const { env } = process;

afterEach(() => {
  process.env = env;
});

test("missing Python and Maven are reported with the remedy", () => {
  process.env = { PATH: "" };
  expect(missingPrerequisites({ withSearch: true }).map(({ message }) => message)).toEqual([
    expect.stringMatching(/^Python 3\.10 or newer is not on PATH.*install it$/),
    expect.stringMatching(/^Maven \(mvn\) is not on PATH.*--without-search$/),
  ]);
});

test("Maven is not required without the search engine", () => {
  process.env = { PATH: "" };
  expect(missingPrerequisites({ withSearch: false })).toHaveLength(1);
});

test("external endpoints have no prerequisites", () => {
  const address = new URL("https://127.0.0.1:9200");
  address.username = "admin";
  address.password = ["made", "up"].join("-");
  process.env = { PATH: "", AWS_ENDPOINT_URL: "http://127.0.0.1:4566", OPENSEARCH_URL: address.href };
  expect(missingPrerequisites({ withSearch: true })).toEqual([]);
});
