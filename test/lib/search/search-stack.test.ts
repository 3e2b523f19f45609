import { Match, Template } from "aws-cdk-lib/assertions";
import type { EnvironmentConfig } from "../../../config";
import { SearchStack } from "../../../lib/search/search-stack";
import { StorageStack } from "../../../lib/storage/storage-stack";
import { vpcOf } from "../../fixtures/search";
import { shippedConfig, synthesize, testApp } from "../../fixtures/stacks";

const DOMAIN = "AWS::OpenSearchService::Domain";

describe("the domain of production", () => {
  const { Search: template } = synthesize("production").templates;
  const expectDomain = (properties: object) => {
    template.hasResourceProperties(DOMAIN, properties);
  };

  test("is encrypted with the environment's key, at rest and between its nodes", () => {
    expectDomain({
      EncryptionAtRestOptions: { Enabled: true, KmsKeyId: { "Fn::GetStackOutput": Match.anyValue() } },
      NodeToNodeEncryptionOptions: { Enabled: true },
    });
  });

  test("answers over TLS 1.2 with forward secrecy alone", () => {
    expectDomain({
      DomainEndpointOptions: { EnforceHTTPS: true, TLSSecurityPolicy: "Policy-Min-TLS-1-2-PFS-2023-10" },
    });
  });

  test("knows its callers by their IAM roles, and the content function's role as its master", () => {
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

  test("admits principals of the account and nobody else", () => {
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

  test("has dedicated masters and as many nodes in each of three zones, one of them standing by", () => {
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

  test("is updated by the service, in hours of little traffic", () => {
    expectDomain({
      SoftwareUpdateOptions: { AutoSoftwareUpdateEnabled: true },
      OffPeakWindowOptions: { Enabled: true },
    });
  });

  test("is never deleted with its stack", () => {
    template.hasResource(DOMAIN, { DeletionPolicy: "Retain", UpdateReplacePolicy: "Retain" });
  });
});

describe("the logs of the domain itself", () => {
  const { Search: template } = synthesize("production").templates;

  test.each([
    ["AUDIT_LOGS", "audit", 731],
    ["ES_APPLICATION_LOGS", "application", 30],
    ["SEARCH_SLOW_LOGS", "slow-search", 30],
    ["INDEX_SLOW_LOGS", "slow-indexing", 30],
  ])("%s go to an encrypted group, kept as long as they are worth", (option, log, days) => {
    const [group] = Object.keys(
      template.findResources("AWS::Logs::LogGroup", {
        Properties: {
          LogGroupName: `/inventorysync-search/production/${log}`,
          RetentionInDays: days,
          KmsKeyId: Match.anyValue(),
          DeletionProtectionEnabled: true,
        },
      }),
    );
    template.hasResourceProperties(DOMAIN, {
      LogPublishingOptions: {
        [option]: { Enabled: true, CloudWatchLogsLogGroupArn: { "Fn::GetAtt": [group, "Arn"] } },
      },
    });
  });

  test("may be written by this domain of this account alone, and are before the domain is made", () => {
    template.resourceCountIs("AWS::Logs::ResourcePolicy", 1);
    const [id] = Object.keys(template.findResources("AWS::Logs::ResourcePolicy"));
    const policy = JSON.stringify(template.findResources("AWS::Logs::ResourcePolicy"));
    expect(policy).toContain("aws:SourceAccount");
    expect(policy).toMatch(/aws:SourceArn.{0,120}:domain\/invsync-production\\"/);
    template.hasResource(DOMAIN, { DependsOn: Match.arrayWith([id]) });
  });

  test("bring along no custom resource of the CDK, whose functions would log unencrypted", () => {
    template.resourceCountIs("AWS::Lambda::Function", 1);
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

test("an unprotected environment takes its domain and logs along when it is deleted", () => {
  const { Search } = synthesize("development").templates;
  Search.allResources(DOMAIN, { DeletionPolicy: "Delete" });
  Search.allResources("AWS::Logs::LogGroup", { DeletionPolicy: "Delete" });
});

test("a public domain has no network, and its functions stand outside any VPC", () => {
  const { Search } = synthesize("production").templates;
  Search.resourceCountIs("AWS::EC2::VPC", 0);
  Search.allResourcesProperties(DOMAIN, { VPCOptions: Match.absent() });
  Search.allResourcesProperties("AWS::Lambda::Function", { VpcConfig: Match.absent() });
});

test("an external cluster is administered, and no domain is made", () => {
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

test("an environment without a search engine is refused a search stack", () => {
  expect(() => withSearch({ kind: "none" })).toThrow(
    "search is none in production, so Search would be empty",
  );
});

describe("a domain in a VPC", () => {
  const { template } = withSearch(vpcOf("nat"));
  const [subnets] = Object.values(template.findResources(DOMAIN)).map(
    ({ Properties }) => (Properties as { VPCOptions: { SubnetIds: object[] } }).VPCOptions.SubnetIds,
  );

  test("stands in a private subnet of each of its zones, and so does its content function", () => {
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
