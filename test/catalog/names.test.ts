import {
  type DeliveryName,
  deliveryFunctionName,
  deliveryFunctionNames,
  dataStreamName,
  dataStreamPattern,
  findingsLogGroupName,
  functionLogGroupName,
  logGroupName,
  logOfGroup,
  LOGS,
  parkingBucketName,
  roleName,
  searchDomainName,
  searchLogGroupName,
  searchTemplateId,
  secretName,
  SINK_NAMES,
} from "../../catalog";

/** 20 characters, the longest environment name that the configuration accepts. */
const LONGEST = "a".repeat(20);

test.each([
  [logGroupName("production", "audit"), "/inventorysync/production/audit"],
  [functionLogGroupName("production", "forwarder"), "/inventorysync-functions/production/forwarder"],
  [searchLogGroupName("production", "audit"), "/inventorysync-search/production/audit"],
  [findingsLogGroupName("production"), "/inventorysync-findings/production"],
  [dataStreamName("production", "audit"), "logs-inventorysync.audit-production"],
  [dataStreamPattern("production"), "logs-inventorysync.*-production"],
  [roleName("production", "reader"), "inventorysync-production-reader"],
  [deliveryFunctionName("forwarder"), "forwarder"],
  [deliveryFunctionName("replay", "datadog"), "replay-datadog"],
  [parkingBucketName("production", "123456789012"), "inventorysync-production-parking-123456789012"],
  [secretName("production", "sentry-dsn"), "inventorysync/production/sentry-dsn"],
  [searchTemplateId("production", "error-analysis"), "inventorysync-production-error-analysis"],
])("the name %s is the documented one", (name, expected) => {
  expect(name).toBe(expected);
});

test.each(LOGS.map(({ id }) => id))("the log group of %s maps back to the log", (id) => {
  expect(logOfGroup("production", logGroupName("production", id))).toBe(id);
});

test.each([
  ["another environment's group", logGroupName("staging", "audit")],
  ["a function's group", functionLogGroupName("production", "forwarder")],
  ["the search domain's group", searchLogGroupName("production", "audit")],
  ["the findings' group", findingsLogGroupName("production")],
  ["a group of another application", "/aws/lambda/audit"],
])("%s belongs to no log", (_, group) => {
  expect(logOfGroup("production", group)).toBeUndefined();
});

test.each(LOGS.map(({ id }) => id))(
  "the data stream of %s matches the index pattern of its environment and no other",
  (id) => {
    const matches = (environment: string) =>
      new RegExp(`^${dataStreamPattern(environment).replaceAll(".", "\\.").replace("*", ".*")}$`);

    expect(dataStreamName("production", id)).toMatch(matches("production"));
    expect(dataStreamName("production", id)).not.toMatch(matches("staging"));
  },
);

test("a role name of the longest environment is within IAM's 64 characters", () => {
  expect(roleName(LONGEST, "search-content").length).toBeLessThanOrEqual(64);
});

test.each(["forwarder", "replay"] as const satisfies readonly DeliveryName[])(
  "the role name of a %s in the longest environment is within IAM's 64 characters",
  (delivery) => {
    for (const sink of SINK_NAMES) {
      expect(roleName(LONGEST, deliveryFunctionName(delivery, sink)).length).toBeLessThanOrEqual(64);
    }
  },
);

test("a bucket name of the longest environment is within the 63 characters of Amazon S3", () => {
  expect(parkingBucketName(LONGEST, "123456789012").length).toBeLessThanOrEqual(63);
});

test("the catalogue names the delivery functions of a sink for both topologies", () => {
  expect(deliveryFunctionNames("opensearch")).toEqual([
    "forwarder",
    "forwarder-opensearch",
    "replay",
    "replay-opensearch",
  ]);
});

test("a domain name of the longest environment is within the 28 characters of OpenSearch Service", () => {
  expect(searchDomainName(LONGEST)).toHaveLength(28);
});
