import { ENVIRONMENT_NAMES, resources, shippedConfig, synthesize } from "../fixtures/stacks";

/** What cannot be deleted, or not without a loss of data, when CloudFormation rolls back the creation of its stack. */
const RETAINED = [
  "Archive/AWS::S3::Bucket/ArchiveServerAccessLogs",
  "Forwarding/AWS::S3::Bucket/ServerAccessLogs",
  "Search/AWS::Logs::LogGroup/SearchLogsAudit",
  "Storage/AWS::KMS::Key/EncryptionKey",
  "Storage/AWS::Logs::LogGroup/Findings",
  "Storage/AWS::Logs::LogGroup/LogGroupsapplication",
  "Storage/AWS::Logs::LogGroup/LogGroupsaudit",
  "Storage/AWS::Logs::LogGroup/LogGroupsperformance",
  "Storage/AWS::Logs::LogGroup/LogGroupssecurity",
  "Storage/AWS::S3::Bucket/TrailBucket",
  "Storage/AWS::S3::Bucket/TrailServerAccessLogs",
];

describe("a rollback of the first deployment of production", () => {
  const all = resources(synthesize("production"));

  test.each(RETAINED)("retains %s", (name) => {
    expect(all.filter(isNamed(name)).map(({ DeletionPolicy }) => DeletionPolicy)).toEqual(["Retain"]);
  });

  test("deletes everything else that production retains later", () => {
    const later = all.filter(
      ({ UpdateReplacePolicy, ...resource }) =>
        UpdateReplacePolicy === "Retain" && !RETAINED.some((name) => isNamed(name)(resource)),
    );
    expect(later.map(({ Type }) => Type)).toEqual(
      expect.arrayContaining([
        "AWS::OpenSearchService::Domain",
        "AWS::S3::Bucket",
        "AWS::SQS::Queue",
        "AWS::SecretsManager::Secret",
        "AWS::Kinesis::Stream",
        "AWS::KMS::Key",
        "AWS::Logs::LogGroup",
      ]),
    );
    expect(later.filter(({ DeletionPolicy }) => DeletionPolicy !== "RetainExceptOnCreate")).toEqual([]);
  });

  test("can delete the log groups that it does not retain", () => {
    const groups = all.filter(
      ({ Type, DeletionPolicy }) => Type === "AWS::Logs::LogGroup" && DeletionPolicy !== "Retain",
    );
    expect(groups.length).toBeGreaterThan(0);
    for (const { Properties } of groups) expect(Properties?.["DeletionProtectionEnabled"]).not.toBe(true);
  });
});

test.each(ENVIRONMENT_NAMES.filter((name) => !shippedConfig(name).deletionProtection))(
  "%s, which is not protected, retains no resource",
  (environment) => {
    const retained = resources(synthesize(environment)).filter(
      ({ DeletionPolicy }) => DeletionPolicy?.startsWith("Retain") === true,
    );
    expect(retained.map(({ id }) => id)).toEqual([]);
  },
);

test.each(ENVIRONMENT_NAMES)(
  "in %s a subscription filter is created after everything that delivers its events",
  (environment) => {
    const forwarding = resources(synthesize(environment)).filter(({ id }) => id.startsWith("Forwarding/"));
    const filters = forwarding.filter(({ Type }) => Type === "AWS::Logs::SubscriptionFilter");
    const delivery = forwarding.filter(({ id }) => id.startsWith("Forwarding/Forwarding"));
    expect(filters.length).toBe(forwarding.length > 0 ? 4 : 0);
    for (const { DependsOn = [] } of filters)
      expect(DependsOn).toEqual(
        expect.arrayContaining(delivery.map(({ id }) => id.replace("Forwarding/", ""))),
      );
  },
);

function isNamed(name: string) {
  const [stack = "", type, logicalId = ""] = name.split("/");
  return ({ id, Type }: { readonly id: string; readonly Type: string }) =>
    id.startsWith(`${stack}/`) && Type === type && id.includes(logicalId);
}
