import { parseProperties } from "../../../lambda/search-content/properties";

/** As CloudFormation sends them: every number is text. */
const PROPERTIES = {
  ServiceToken: "arn:aws:lambda:eu-west-1:000000000000:function:search-content",
  environment: "test",
  retentionDays: { application: "30", audit: "365" },
  primaryShards: "3",
  replicas: "1",
  writers: ["arn:writer"],
  readers: [],
  auditors: [],
  contentDigest: "c0ffee",
};

test("properties are parsed from text", () => {
  expect(parseProperties(PROPERTIES)).toEqual({
    environment: "test",
    retentionDays: { application: 30, audit: 365 },
    primaryShards: 3,
    replicas: 1,
    writers: ["arn:writer"],
    readers: [],
    auditors: [],
  });
});

test("a retention of an unknown log is ignored", () => {
  expect(parseProperties({ ...PROPERTIES, retentionDays: { billing: "30" } }).retentionDays).toEqual({});
});

test.each([
  [
    "environment",
    undefined,
    "property environment is absent, expected lower-case letters and digits, starting with a letter",
  ],
  ["environment", "../test", 'property environment is "../test", expected lower-case letters'],
  ["retentionDays", "30", 'property retentionDays is "30", expected an object of days by log'],
  [
    "retentionDays",
    { audit: "0" },
    'property retentionDays.audit is "0", expected a whole number of at least 1',
  ],
  ["primaryShards", "0", 'property primaryShards is "0", expected a whole number of at least 1'],
  ["replicas", "many", 'property replicas is "many", expected a whole number of at least 0'],
  ["replicas", "", 'property replicas is "", expected a whole number of at least 0'],
  ["replicas", "1.5", 'property replicas is "1.5", expected a whole number of at least 0'],
  ["replicas", "-1", 'property replicas is "-1", expected a whole number of at least 0'],
  ["writers", "arn:writer", 'property writers is "arn:writer", expected a list of non-empty strings'],
  ["readers", [""], 'property readers is [""], expected a list of non-empty strings'],
])("%s %j is refused", (name, value, message) => {
  expect(() => parseProperties({ ...PROPERTIES, [name]: value })).toThrow(message);
});
