import { Stack } from "aws-cdk-lib";
import { Template } from "aws-cdk-lib/assertions";
import * as iam from "aws-cdk-lib/aws-iam";
import { requestPaths } from "../../../lambda/search-content/request-paths";
import { SearchEngine, type SearchEngineProps } from "../../../lib/search/search-engine";
import { Role } from "../../../lib/permissions/role";
import { testApp } from "../../fixtures/stage";

const DOMAIN_ARN = "arn:aws:es:us-east-1:111122223333:domain/made-up";
const domain: SearchEngineProps = {
  endpoints: ["https://search.example.com"],
  authentication: { kind: "sigv4" },
  domainArn: DOMAIN_ARN,
  dataStreams: ["logs-one", "logs-two"],
};
const cluster: SearchEngineProps = {
  endpoints: ["https://one.example.com", "https://two.example.com"],
  authentication: { kind: "apiKey", secretName: "made-up/engine" },
  dataStreams: ["logs-one"],
};

test("the variables are the endpoints, the authentication and the name of the secret, not its value", () => {
  expect(new SearchEngine(cluster).variables).toEqual({
    OPENSEARCH_ENDPOINTS: "https://one.example.com,https://two.example.com",
    OPENSEARCH_AUTHENTICATION: "apiKey",
    OPENSEARCH_SECRET_ID: "made-up/engine",
  });
});

test("an engine that may have a private address passes that to its functions", () => {
  const engine = new SearchEngine({ ...cluster, allowPrivateAddresses: true });
  expect(engine.variables).toMatchObject({ ALLOW_PRIVATE_ADDRESSES: "true" });
});

test("the variables of a domain have no secret", () => {
  expect(new SearchEngine(domain).variables).toEqual({
    OPENSEARCH_ENDPOINTS: "https://search.example.com",
    OPENSEARCH_AUTHENTICATION: "sigv4",
  });
});

test("the write permission covers bulk requests, and searches and index settings of each data stream", () => {
  expect(
    statementsOf(domain, (engine, role) => {
      engine.grantWrite(role);
    }),
  ).toEqual([
    {
      Effect: "Allow",
      Action: "es:ESHttpPost",
      Resource: [`${DOMAIN_ARN}/_bulk`, `${DOMAIN_ARN}/logs-one/_search`, `${DOMAIN_ARN}/logs-two/_search`],
    },
    {
      Effect: "Allow",
      Action: "es:ESHttpGet",
      Resource: [
        `${DOMAIN_ARN}/logs-one/_settings/index.creation_date`,
        `${DOMAIN_ARN}/logs-two/_settings/index.creation_date`,
      ],
    },
  ]);
});

test("the manage permission covers the requests of the search content, and deleting none", () => {
  const { GET, POST, PUT } = requestPaths("test");
  expect(
    statementsOf(domain, (engine, role) => {
      engine.grantManage(role, "test");
    }),
  ).toEqual(
    [
      { Action: "es:ESHttpGet", paths: GET },
      { Action: "es:ESHttpPost", paths: POST },
      { Action: "es:ESHttpPut", paths: PUT },
    ].map(({ Action, paths }) => ({
      Effect: "Allow",
      Action,
      Resource: paths.map((path) => `${DOMAIN_ARN}${path}`).toSorted(),
    })),
  );
});

test.each([
  ["write", "grantWrite"],
  ["manage", "grantManage"],
] as const)("the %s permission of a cluster without IAM is access to its secret", (_, grant) => {
  expect(
    statementsOf(cluster, (engine, role) => {
      engine[grant](role, "test");
    }),
  ).toEqual([
    {
      Effect: "Allow",
      Action: "secretsmanager:GetSecretValue",
      Resource: {
        "Fn::Join": [
          "",
          ["arn:aws:secretsmanager:us-east-1:", { Ref: "AWS::AccountId" }, ":secret:made-up/engine-??????"],
        ],
      },
    },
  ]);
});

function statementsOf(
  props: SearchEngineProps,
  grant: (engine: SearchEngine, role: iam.Role) => void,
): unknown {
  const stack = new Stack(testApp(), "Stack", { env: { region: "us-east-1" } });
  const role = new Role(stack, "Role", { assumedBy: new iam.ServicePrincipal("lambda.amazonaws.com") });
  grant(new SearchEngine(props), role);
  const [policy] = Object.values(Template.fromStack(stack).findResources("AWS::IAM::ManagedPolicy"));
  return (policy?.["Properties"] as { PolicyDocument: { Statement: unknown } }).PolicyDocument.Statement;
}
