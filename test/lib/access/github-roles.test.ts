import { Match } from "aws-cdk-lib/assertions";
import { roleName } from "../../../catalog";
import { grantsOf } from "../../fixtures/grants";
import { resources, shippedConfig, synthesize, synthesizeWith } from "../../fixtures/stacks";

const REPOSITORY = "example/inventorysync-logging";
const ISSUER = "token.actions.githubusercontent.com";

const synthesized = synthesizeWith({
  ...shippedConfig("staging"),
  github: { repository: REPOSITORY, branch: "main" },
});

/** The claims that a token of GitHub must have, exactly. */
function claimsOf(role: "deployment" | "inspection") {
  const [found] = resources(synthesized, "AWS::IAM::Role").filter(
    ({ Properties }) => Properties?.["RoleName"] === roleName("staging", role),
  );
  const { Statement } = found?.Properties?.["AssumeRolePolicyDocument"] as { Statement: readonly object[] };
  expect(Statement).toHaveLength(1);
  return (Statement[0] as { Condition: object }).Condition;
}

test("only a job of the GitHub environment, on the branch, may assume the role that deploys", () => {
  expect(claimsOf("deployment")).toEqual({
    StringEquals: {
      [`${ISSUER}:aud`]: "sts.amazonaws.com",
      [`${ISSUER}:sub`]: `repo:${REPOSITORY}:environment:staging`,
      [`${ISSUER}:repository`]: REPOSITORY,
      [`${ISSUER}:ref`]: "refs/heads/main",
      [`${ISSUER}:environment`]: "staging",
    },
  });
});

test("only a job on the branch, outside an environment, may assume the role that inspects", () => {
  expect(claimsOf("inspection")).toEqual({
    StringEquals: {
      [`${ISSUER}:aud`]: "sts.amazonaws.com",
      [`${ISSUER}:sub`]: `repo:${REPOSITORY}:ref:refs/heads/main`,
      [`${ISSUER}:repository`]: REPOSITORY,
      [`${ISSUER}:ref`]: "refs/heads/main",
    },
  });
});

test("both trust GitHub's provider in this account", () => {
  const trusted = {
    AssumeRolePolicyDocument: {
      Statement: [
        {
          Action: "sts:AssumeRoleWithWebIdentity",
          Principal: { Federated: { "Fn::Join": ["", Match.arrayWith([`:oidc-provider/${ISSUER}`])] } },
        },
      ],
    },
  };
  for (const role of ["deployment", "inspection"] as const)
    synthesized.templates.Access.hasResourceProperties("AWS::IAM::Role", {
      RoleName: roleName("staging", role),
      ...trusted,
    });
});

test("the role that inspects may assume only the role of the bootstrap that reads", () => {
  const assumed = grantsOf(synthesized, roleName("staging", "inspection"))
    .filter(({ action }) => action === "sts:AssumeRole")
    .map(({ resource }) => resource.replace(/^.+:role\//, "").replace(/-role-.+$/, ""));
  expect(assumed).toEqual(["cdk-hnb659fds-lookup"]);
});

test("an environment without a repository has no such role", () => {
  const names = resources(synthesize("staging"), "AWS::IAM::Role").map(
    ({ Properties }) => Properties?.["RoleName"],
  );
  expect(names).not.toContain(roleName("staging", "deployment"));
  expect(names).not.toContain(roleName("staging", "inspection"));
});
