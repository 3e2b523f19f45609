import { Match, Template } from "aws-cdk-lib/assertions";
import type { EnvironmentConfig } from "../../../config";
import { SearchStack } from "../../../lib/search/search-stack";
import { StorageStack } from "../../../lib/storage/storage-stack";
import { vpcOf } from "../../fixtures/search";
import { shippedConfig, synthesize } from "../../fixtures/stacks";
import { testApp } from "../../fixtures/stage";

const DOMAIN = "AWS::OpenSearchService::Domain";

describe("the domain of production", () => {
  const { Search: template } = synthesize("production").templates;
  const expectDomain = (properties: object) => {
    template.hasResourceProperties(DOMAIN, properties);
  };

  test("is encrypted at rest with the environment's key, and between its nodes", () => {
    expectDomain({
      EncryptionAtRestOptions: { Enabled: true, KmsKeyId: { "Fn::GetStackOutput": Match.anyValue() } },
      NodeToNodeEncryptionOptions: { Enabled: true },
    });
  });

  test("requires TLS 1.2 with forward secrecy", () => {
    expectDomain({
      DomainEndpointOptions: { EnforceHTTPS: true, TLSSecurityPolicy: "Policy-Min-TLS-1-2-PFS-2023-10" },
    });
  });

  test("authenticates callers by IAM role, with the content function's role as master user", () => {
    expectDomain({
      AdvancedSecurityOptions: {
        Enabled: true,
        InternalUserDatabaseEnabled: false,
        AnonymousAuthEnabled: Match.absent(),
        MasterUserOptions: {
          MasterUserARN: {
            "Fn::GetAtt": [roleNamed(template, "inventorysync-production-search-content"), "Arn"],
          },
          MasterUserName: Match.absent(),
          MasterUserPassword: Match.absent(),
        },
      },
    });
  });

  test("admits principals of the account only", () => {
    expectDomain({
      AccessPolicies: {
        Statement: [
          {
            Effect: "Allow",
            Principal: { AWS: { "Fn::Join": ["", ["arn:aws:iam::", { Ref: "AWS::AccountId" }, ":root"]] } },
            Action: ["es:ESHttpGet", "es:ESHttpPost", "es:ESHttpPut"],
            Resource: {
              "Fn::Join": [
                "",
                ["arn:aws:es:us-east-1:", { Ref: "AWS::AccountId" }, ":domain/invsync-production/*"],
              ],
            },
          },
        ],
      },
    });
  });

  test("has dedicated master nodes and nodes in three zones, one of them on standby", () => {
    expectDomain({
      ClusterConfig: {
        DedicatedMasterEnabled: true,
        DedicatedMasterCount: 3,
        ZoneAwarenessEnabled: true,
        ZoneAwarenessConfig: { AvailabilityZoneCount: 3 },
        MultiAZWithStandbyEnabled: true,
      },
      EBSOptions: { EBSEnabled: true, VolumeType: "gp3", VolumeSize: 200 },
    });
  });

  test("gets service updates in off-peak hours", () => {
    expectDomain({
      SoftwareUpdateOptions: { AutoSoftwareUpdateEnabled: true },
      OffPeakWindowOptions: { Enabled: true },
    });
  });

  test("is retained when its stack is deleted", () => {
    template.hasResource(DOMAIN, { DeletionPolicy: "RetainExceptOnCreate", UpdateReplacePolicy: "Retain" });
  });
});

describe("the log groups of the domain", () => {
  const { Search: template } = synthesize("production").templates;

  test.each([
    ["AUDIT_LOGS", "audit", 731],
    ["ES_APPLICATION_LOGS", "application", 30],
    ["SEARCH_SLOW_LOGS", "slow-search", 30],
    ["INDEX_SLOW_LOGS", "slow-indexing", 30],
  ])("%s go to an encrypted log group with its own retention", (option, log, days) => {
    const [group] = Object.keys(
      template.findResources("AWS::Logs::LogGroup", {
        Properties: {
          LogGroupName: `/inventorysync-search/production/${log}`,
          RetentionInDays: days,
          KmsKeyId: Match.anyValue(),
          DeletionProtectionEnabled: log === "audit" ? true : Match.absent(),
        },
      }),
    );
    template.hasResourceProperties(DOMAIN, {
      LogPublishingOptions: {
        [option]: { Enabled: true, CloudWatchLogsLogGroupArn: { "Fn::GetAtt": [group, "Arn"] } },
      },
    });
  });

  test("may be written by this domain of this account only, and exist before the domain", () => {
    template.resourceCountIs("AWS::Logs::ResourcePolicy", 1);
    const [id] = Object.keys(template.findResources("AWS::Logs::ResourcePolicy"));
    const policy = JSON.stringify(template.findResources("AWS::Logs::ResourcePolicy"));
    expect(policy).toContain("aws:SourceAccount");
    expect(policy).toMatch(/aws:SourceArn.{0,120}:domain\/invsync-production\\"/);
    template.hasResource(DOMAIN, { DependsOn: Match.arrayWith([id]) });
  });

  test("need no custom resource of the CDK, whose functions would log without encryption", () => {
    template.resourceCountIs("Custom::CloudwatchLogResourcePolicy", 0);
  });
});

test.each([
  ["development", "one zone", { ZoneAwarenessEnabled: false, DedicatedMasterEnabled: false }],
  [
    "staging",
    "two zones",
    { ZoneAwarenessConfig: { AvailabilityZoneCount: 2 }, MultiAZWithStandbyEnabled: false },
  ],
])("the domain of %s has %s and no standby", (environment, _, ClusterConfig) => {
  synthesize(environment).templates.Search.hasResourceProperties(DOMAIN, { ClusterConfig });
});

test("an unprotected environment deletes its domain and log groups with the stack", () => {
  const { Search } = synthesize("development").templates;
  Search.allResources(DOMAIN, { DeletionPolicy: "Delete" });
  Search.allResources("AWS::Logs::LogGroup", { DeletionPolicy: "Delete" });
});

test("a public domain has no network, and its functions are outside any VPC", () => {
  const { Search } = synthesize("staging").templates;
  Search.resourceCountIs("AWS::EC2::VPC", 0);
  Search.allResourcesProperties(DOMAIN, { VPCOptions: Match.absent() });
  Search.allResourcesProperties("AWS::Lambda::Function", { VpcConfig: Match.absent() });
});

test("an external cluster gets its content, and no domain is created", () => {
  const { search, template } = withSearch({
    kind: "external",
    hosts: ["https://one.example.com:9200", "https://two.example.com:9200"],
    authentication: { kind: "basic", secretName: "made-up/engine" },
    bulkSize: 1_000,
    flushIntervalSeconds: 5,
  });
  expect(search.domain).toBeUndefined();
  expect(search.engine.variables).toEqual({
    OPENSEARCH_ENDPOINTS: "https://one.example.com:9200,https://two.example.com:9200",
    OPENSEARCH_AUTHENTICATION: "basic",
    OPENSEARCH_SECRET_ID: "made-up/engine",
  });
  template.resourceCountIs(DOMAIN, 0);
  template.resourceCountIs("Custom::SearchContent", 1);
});

test("the search stack throws in an environment without a search engine", () => {
  expect(() => withSearch({ kind: "none" })).toThrow(
    "search is none in production, so Search would be empty",
  );
});

describe("a domain in a VPC", () => {
  const { template } = withSearch(vpcOf("nat"));
  const [subnets] = Object.values(template.findResources(DOMAIN)).map(
    ({ Properties }) => (Properties as { VPCOptions: { SubnetIds: object[] } }).VPCOptions.SubnetIds,
  );

  test("is in a private subnet of each of its zones, together with its content function", () => {
    expect(subnets).toHaveLength(3);
    template.hasResourceProperties("AWS::Lambda::Function", {
      Handler: "index.handler",
      VpcConfig: { SubnetIds: subnets },
    });
    for (const { Ref } of subnets as { Ref: string }[]) {
      expect(template.findResources("AWS::EC2::Subnet")[Ref]).toMatchObject({
        Properties: { MapPublicIpOnLaunch: false },
      });
    }
  });

  test("takes its zones from the account at deployment, so that no synth looks them up", () => {
    template.hasResourceProperties("AWS::EC2::Subnet", {
      AvailabilityZone: { "Fn::Select": [2, { "Fn::GetAZs": "" }] },
    });
  });
});

function withSearch(search: EnvironmentConfig["search"]) {
  const config = { ...shippedConfig("production"), search };
  const app = testApp();
  const { key } = new StorageStack(app, "Storage", { config, env: { region: config.region } });
  const stack = new SearchStack(app, "Search", { config, key, env: { region: config.region } });
  return { search: stack, template: Template.fromStack(stack) };
}

function roleNamed(template: Template, RoleName: string): string | undefined {
  return Object.keys(template.findResources("AWS::IAM::Role", { Properties: { RoleName } }))[0];
}
