import { environmentReader } from "../../../lambda/shared/environment-variables";
import { readSearchSettings } from "../../../lambda/shared/search-settings";

const ENDPOINT = { OPENSEARCH_ENDPOINTS: "https://a.example" };

test.each([
  [{ OPENSEARCH_AUTHENTICATION: "sigv4" }, { kind: "sigv4" }],
  [
    { OPENSEARCH_AUTHENTICATION: "basic", OPENSEARCH_SECRET_ID: "search" },
    { kind: "basic", secretId: "search" },
  ],
  [
    { OPENSEARCH_AUTHENTICATION: "apiKey", OPENSEARCH_SECRET_ID: "search" },
    { kind: "apiKey", secretId: "search" },
  ],
])("%j is accepted", (variables, authentication) => {
  const reader = environmentReader({ ...ENDPOINT, ...variables });
  expect(readSearchSettings(reader)).toEqual({ endpoints: ["https://a.example"], authentication });
  expect(reader.problems).toEqual([]);
});

test.each([
  [{}, "OPENSEARCH_AUTHENTICATION is missing, expected one of sigv4, basic, apiKey"],
  [
    { OPENSEARCH_AUTHENTICATION: "kerberos" },
    "OPENSEARCH_AUTHENTICATION is kerberos, expected one of sigv4, basic, apiKey",
  ],
  [
    { OPENSEARCH_AUTHENTICATION: "basic" },
    "OPENSEARCH_SECRET_ID is missing, expected the secret with the credentials of basic",
  ],
  [
    { OPENSEARCH_AUTHENTICATION: "sigv4", OPENSEARCH_SECRET_ID: "search" },
    "OPENSEARCH_SECRET_ID is set, but OPENSEARCH_AUTHENTICATION is sigv4, which needs no secret",
  ],
])("%j is reported as a problem", (variables, problem) => {
  const reader = environmentReader({ ...ENDPOINT, ...variables });
  readSearchSettings(reader);
  expect(reader.problems).toEqual([problem]);
});

test("settings are undefined without endpoints", () => {
  expect(readSearchSettings(environmentReader({}))).toBeUndefined();
});
