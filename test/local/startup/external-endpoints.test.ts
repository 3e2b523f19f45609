import { externalEndpoints } from "../../../local/startup/external-endpoints";

const PASSWORD = ["made", "up"].join("-");

test("nothing is given by an empty environment, or by empty variables", () => {
  expect(externalEndpoints({})).toEqual({});
  expect(externalEndpoints({ AWS_ENDPOINT_URL: "", OPENSEARCH_URL: "" })).toEqual({});
});

test("an emulator is given by its address", () => {
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
])("an engine is given with user and password %s", (_, env) => {
  expect(externalEndpoints(env)).toEqual({
    search: { url: "https://127.0.0.1:9200", username: "ad@min", password: PASSWORD },
  });
});

test.each([
  ["not an address", "OPENSEARCH_URL is not a URL"],
  ["https://127.0.0.1:9200", "OPENSEARCH_URL has no user and password"],
  [`http://admin:${PASSWORD}@127.0.0.1:9200`, "OPENSEARCH_URL begins with http://"],
])("%s is refused without showing a password", (address, sentence) => {
  const attempt = () => externalEndpoints({ OPENSEARCH_URL: address });
  expect(attempt).toThrow(sentence);
  expect(attempt).not.toThrow(PASSWORD);
});
