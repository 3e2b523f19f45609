import { Match } from "aws-cdk-lib/assertions";
import { LOGS } from "../../../catalog";
import { contentDigest } from "../../../lambda/search-content/content-digest";
import { shardsOf } from "../../../config";
import { onlyResource } from "../../fixtures/forwarding";
import { domainOf } from "../../fixtures/search";
import { ENVIRONMENT_NAMES, shippedConfig, synthesize } from "../../fixtures/stacks";

const CONTENT = "Custom::SearchContent";

test.each(ENVIRONMENT_NAMES)(
  "the content of %s has the properties of catalogue and configuration",
  (environment) => {
    const { retentionDays } = shippedConfig(environment);
    synthesize(environment).templates.Search.hasResourceProperties(CONTENT, {
      environment,
      retentionDays: Object.fromEntries(
        LOGS.map((log) => [log.id, retentionDays[log.id] ?? log.retentionDays]),
      ),
      contentDigest: contentDigest(environment),
    });
  },
);

test("the content maps the role names of both topologies, reader and auditor", () => {
  const arn = (role: string) => ({
    "Fn::Join": ["", ["arn:aws:iam::", { Ref: "AWS::AccountId" }, `:role/inventorysync-production-${role}`]],
  });
  synthesize("production").templates.Search.hasResourceProperties(CONTENT, {
    writers: ["forwarder", "forwarder-opensearch", "replay", "replay-opensearch"].map(arn),
    readers: [arn("reader")],
    auditors: [arn("auditor")],
  });
});

test("the content depends on the domain and on the function's policy", () => {
  const { Search } = synthesize("staging").templates;
  const [fn] = Object.keys(Search.findResources("AWS::Lambda::Function"));
  const policy = onlyResource(Search, "AWS::IAM::ManagedPolicy", "ContentFunctionRole").id;
  const [domain] = Object.keys(Search.findResources("AWS::OpenSearchService::Domain"));
  Search.hasResourceProperties(CONTENT, { ServiceToken: { "Fn::GetAtt": [fn, "Arn"] } });
  Search.hasResource("AWS::Lambda::Function", {
    Properties: {
      Environment: {
        Variables: {
          OPENSEARCH_ENDPOINTS: {
            "Fn::Join": ["", ["https://", { "Fn::GetAtt": [domain, "DomainEndpoint"] }]],
          },
        },
      },
    },
    DependsOn: Match.arrayWith([policy]),
  });
});

test("a function without a response fails the deployment after minutes instead of an hour", () => {
  const { Search } = synthesize("production").templates;
  Search.hasResourceProperties("AWS::Lambda::Function", { Timeout: 300 });
  Search.hasResourceProperties(CONTENT, { ServiceTimeout: "360" });
});

test.each([
  { count: 1, availabilityZones: 1, replicas: 0, reason: "no other node can store a copy" },
  { count: 2, availabilityZones: 1, replicas: 1, reason: "a node may fail" },
  { count: 2, availabilityZones: 2, replicas: 1, reason: "a zone may fail" },
  { count: 6, availabilityZones: 3, replicas: 2, reason: "each zone has a full copy" },
] as const)("$count nodes in $availabilityZones zones have $replicas replicas: $reason", (row) => {
  const search = domainOf("production");
  const { count, availabilityZones, replicas } = row;
  expect(shardsOf({ ...search, availabilityZones, dataNodes: { ...search.dataNodes, count } })).toEqual({
    primaryShards: 1,
    replicas,
  });
});
