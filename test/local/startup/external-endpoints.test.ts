import { externalEndpoints } from "../../../local/startup/external-endpoints";

const PASSWORD = ["made", "up"].join("-");

test("without variables, or with empty ones, there is no external endpoint", () => {
  expect(externalEndpoints({})).toEqual({});
  expect(externalEndpoints({ AWS_ENDPOINT_URL: "", OPENSEARCH_URL: "" })).toEqual({});
});

test("AWS_ENDPOINT_URL sets the emulator", () => {
  expect(externalEndpoints({ AWS_ENDPOINT_URL: "http://127.0.0.1:4566", AWS_CA_BUNDLE: "/ca.pem" })).toEqual({
    aws: { url: "http://127.0.0.1:4566", caFile: "/ca.pem" },
  });
});

test.each([
  ["in the address", { OPENSEARCH_URL: `https://ad%40min:${PASSWORD}@127.0.0.1:9200/` }],
  [
    "beside the address",
    {
      OPENSEARCH_URL: "https://127.0.0.1:9200",
      OPENSEARCH_USERNAME: "ad@min",
      OPENSEARCH_PASSWORD: PASSWORD,
    },
  ],
])("OPENSEARCH_URL sets the engine, with user and password %s", (_, env) => {
  expect(externalEndpoints(env)).toEqual({
    search: { url: "https://127.0.0.1:9200", username: "ad@min", password: PASSWORD },
  });
});

test.each([
  ["not an address", "OPENSEARCH_URL is not a URL"],
  ["https://127.0.0.1:9200", "OPENSEARCH_URL has no user and password"],
  [`http://admin:${PASSWORD}@127.0.0.1:9200`, "OPENSEARCH_URL begins with http://"],
])("%s is rejected without printing a password", (address, sentence) => {
  const attempt = () => externalEndpoints({ OPENSEARCH_URL: address });
  expect(attempt).toThrow(sentence);
  expect(attempt).not.toThrow(PASSWORD);
});
