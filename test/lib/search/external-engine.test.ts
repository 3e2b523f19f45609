import { Stack } from "aws-cdk-lib";
import { Template } from "aws-cdk-lib/assertions";
import * as iam from "aws-cdk-lib/aws-iam";
import { createExternalEngine } from "../../../lib/search/external-engine";
import { Role } from "../../../lib/permissions/role";
import { testApp } from "../../fixtures/stage";

const REGION = "eu-central-1";
const endpoint = (region: string) => `https://vpc-shared-logs-${"a1".repeat(13)}.${region}.es.amazonaws.com`;

test("the endpoint of an external domain gives its ARN in grants", () => {
  const stack = new Stack(testApp(), "Stack", { env: { region: REGION } });
  const role = new Role(stack, "Role", { assumedBy: new iam.ServicePrincipal("lambda.amazonaws.com") });
  engineOf(stack, [endpoint(REGION)]).grantWrite(role);
  Template.fromStack(stack).hasResourceProperties("AWS::IAM::ManagedPolicy", {
    PolicyDocument: {
      Statement: [
        {
          Action: "es:ESHttpPost",
          Resource: [onDomain("/_bulk"), onDomain("/logs-one/_search")],
        },
        { Action: "es:ESHttpGet", Resource: onDomain("/logs-one/_settings/index.creation_date") },
      ],
    },
  });
});

test.each([
  ["that are not a domain", ["https://elasticsearch.example.com:9200"]],
  ["of a domain in another region, for which no signature would be valid", [endpoint("us-east-1")]],
  ["more than one", [endpoint(REGION), endpoint(REGION)]],
])("signed requests to addresses %s are rejected", (_, hosts) => {
  const stack = new Stack(testApp(), "Stack", { env: { region: REGION } });
  expect(() => engineOf(stack, hosts)).toThrow(
    `search.hosts is ${hosts.join(", ")}, expected the one endpoint of an OpenSearch Service domain in ${REGION}`,
  );
});

function engineOf(stack: Stack, hosts: string[]) {
  return createExternalEngine(
    stack,
    {
      kind: "external",
      hosts,
      authentication: { kind: "sigv4" },
      bulkSize: 1_000,
      flushIntervalSeconds: 5,
    },
    { dataStreams: ["logs-one"] },
  );
}

function onDomain(path: string) {
  return {
    "Fn::Join": ["", [`arn:aws:es:${REGION}:`, { Ref: "AWS::AccountId" }, `:domain/shared-logs${path}`]],
  };
}
