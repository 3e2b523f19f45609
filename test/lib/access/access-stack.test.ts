import { Match } from "aws-cdk-lib/assertions";
import {
  dataStreamName,
  findingsLogGroupName,
  hostDocumentName,
  logGroupName,
  LOGS,
  OPERATIONAL_LOG_IDS,
  QUESTIONS,
  roleName,
  searchDomainName,
} from "../../../catalog";
import { agentConfiguration } from "../../../host";
import { grantsOf } from "../../fixtures/grants";
import {
  ENVIRONMENT_NAMES,
  resources,
  shippedConfig,
  synthesize,
  synthesizeWith,
} from "../../fixtures/stacks";

describe.each(ENVIRONMENT_NAMES)("in %s", (name) => {
  const synthesized = synthesize(name);

  test("the writer may create and write the log streams of its host group in each log group, and no other", () => {
    const grants = grantsOf(synthesized, roleName(name, "writer-api")).filter(({ action }) =>
      action.startsWith("logs:"),
    );
    expect(grants).toEqual(
      LOGS.flatMap(({ id }) =>
        ["logs:CreateLogStream", "logs:PutLogEvents"].map((action) => ({
          action,
          resource: arn(name, `log-group:${logGroupName(name, id)}:log-stream:inventorysync-api/*`),
        })),
      ).sort(byText),
    );
  });

  test("the writer may write the log streams in the configuration of the CloudWatch agent", () => {
    const { collect_list } = agentConfiguration(shippedConfig(name), "api").logs.logs_collected.files;
    const granted = grantsOf(synthesized, roleName(name, "writer-api"))
      .filter(({ action }) => action === "logs:PutLogEvents")
      .map(({ resource }) => resource);
    expect(granted).toEqual(
      collect_list
        .map(({ log_group_name, log_stream_name }) =>
          arn(
            name,
            `log-group:${log_group_name}:log-stream:${log_stream_name.replace("{instance_id}", "*")}`,
          ),
        )
        .sort(),
    );
  });

  test("the writer may read the secret of the application only", () => {
    const secrets = grantsOf(synthesized, roleName(name, "writer-api"))
      .filter(({ action }) => action === "secretsmanager:GetSecretValue")
      .map(({ resource }) => resource.replace(/^.+:secret:/, ""));
    expect(secrets).toEqual([`inventorysync/${name}/sentry-dsn-??????`]);
  });

  test("the writer may use a key only through Secrets Manager, for this secret", () => {
    synthesized.templates.Access.hasResourceProperties("AWS::IAM::ManagedPolicy", {
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({
            Action: "kms:Decrypt",
            Condition: {
              StringEquals: { "kms:ViaService": "secretsmanager.us-east-1.amazonaws.com" },
              StringLike: { "kms:EncryptionContext:SecretARN": Match.anyValue() },
            },
          }),
        ]),
      },
    });
  });

  test("the writer may run the documents of its host group, and open no session", () => {
    const grants = grantsOf(synthesized, roleName(name, "writer-api"));
    const documents = grants.filter(({ action }) => action === "ssm:GetDocument");
    expect(documents.map(({ resource }) => resource.replace(/^.+:document\//, ""))).toEqual(
      (["check", "install"] as const).map((document) => hostDocumentName(name, document, "api")),
    );
    const actions = new Set(grants.map(({ action }) => action).filter((action) => action.startsWith("ssm")));
    expect([...actions].sort()).toEqual([
      "ssm:DescribeDocument",
      "ssm:GetDocument",
      "ssm:GetParameter",
      "ssm:ListInstanceAssociations",
      "ssm:PutComplianceItems",
      "ssm:UpdateInstanceAssociationStatus",
      "ssm:UpdateInstanceInformation",
      "ssmmessages:CreateControlChannel",
      "ssmmessages:OpenControlChannel",
    ]);
  });

  test("only an EC2 instance may assume the writer role", () => {
    synthesized.templates.Access.hasResourceProperties("AWS::IAM::Role", {
      RoleName: roleName(name, "writer-api"),
      AssumeRolePolicyDocument: {
        Statement: [
          { Action: "sts:AssumeRole", Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" } },
        ],
      },
    });
    synthesized.templates.Access.hasResourceProperties("AWS::IAM::InstanceProfile", {
      InstanceProfileName: roleName(name, "writer-api"),
    });
  });

  test.each(["reader", "auditor"] as const)("assuming the role %s requires MFA", (role) => {
    synthesized.templates.Access.hasResourceProperties("AWS::IAM::Role", {
      RoleName: roleName(name, role),
      AssumeRolePolicyDocument: {
        Statement: [Match.objectLike({ Condition: { Bool: { "aws:MultiFactorAuthPresent": "true" } } })],
      },
    });
  });

  test.each([
    ["reader", OPERATIONAL_LOG_IDS],
    ["auditor", LOGS.map(({ id }) => id)],
  ] as const)("the %s may ask every question about the logs that the role may read", (role, readable) => {
    const granted = new Set(grantsOf(synthesized, roleName(name, role)).map(({ resource }) => resource));
    const hasDomain = [...granted].some((resource) => resource.includes("/_search/template"));
    const missing = QUESTIONS.map(({ logs }) => logs.filter((log) => readable.some((id) => id === log)))
      .filter((logs) => hasDomain && logs.length > 0)
      .map((logs) => logs.map((log) => dataStreamName(name, log)).join(","))
      .filter((target) => ![...granted].some((resource) => resource.endsWith(`/${target}/_search/template`)));
    expect(missing).toEqual([]);
  });

  test("the reader may read the operational logs only", () => {
    const reached = logsReached(name, "reader");
    expect(reached).toEqual(OPERATIONAL_LOG_IDS);
    expect(reached).not.toContain("audit");
    expect(reached).not.toContain("security");
  });

  test("the auditor may read every log", () => {
    expect(logsReached(name, "auditor")).toEqual(LOGS.map(({ id }) => id));
  });

  test("only the auditor may unmask data", () => {
    const roles = resources(synthesized, "AWS::IAM::Role").flatMap(
      ({ Properties }) => (Properties?.["RoleName"] as string | undefined) ?? [],
    );
    expect(roles).toContain(roleName(name, "search-content"));
    const unmasking = roles.filter((role) =>
      grantsOf(synthesized, role).some(({ action }) => action === "logs:Unmask"),
    );
    expect(unmasking).toEqual([roleName(name, "auditor")]);
  });

  test("the auditor may unmask the log groups that it reads, and no others", () => {
    const grants = grantsOf(synthesized, roleName(name, "auditor"));
    const resourcesOf = (wanted: string) =>
      grants.filter(({ action }) => action === wanted).map(({ resource }) => resource);
    expect(resourcesOf("logs:Unmask")).toEqual(resourcesOf("logs:GetLogEvents"));
  });

  test("the reader is denied unmasking, whatever other policies allow", () => {
    const [role] = Object.keys(
      synthesized.templates.Access.findResources("AWS::IAM::Role", {
        Properties: { RoleName: roleName(name, "reader") },
      }),
    );
    synthesized.templates.Access.hasResourceProperties("AWS::IAM::ManagedPolicy", {
      Roles: [{ Ref: role }],
      PolicyDocument: {
        Statement: Match.arrayWith([{ Effect: "Deny", Action: "logs:Unmask", Resource: "*" }]),
      },
    });
  });

  test.each(["reader", "auditor"] as const)("the %s may open OpenSearch Dashboards", (role) => {
    const actions = grantsOf(synthesized, roleName(name, role))
      .filter(({ resource }) => resource.endsWith(`:domain/${searchDomainName(name)}/_dashboards/*`))
      .map(({ action }) => action);
    expect(actions).toEqual(["es:ESHttpGet", "es:ESHttpPost"]);
  });

  test.each(["reader", "auditor"] as const)("the %s sees where data was masked", (role) => {
    expect(grantsOf(synthesized, roleName(name, role))).toContainEqual({
      action: "logs:FilterLogEvents",
      resource: arn(name, `log-group:${findingsLogGroupName(name)}:*`),
    });
  });

  test("neither reader nor auditor may change or delete anything", () => {
    const actions = (["reader", "auditor"] as const).flatMap((role) =>
      grantsOf(synthesized, roleName(name, role)).map(({ action }) => action),
    );
    const verbs = new Set(actions.map((action) => /:(?:ESHttp)?([A-Z][a-z]+)/.exec(action)?.[1]));
    const reading = ["Batch", "Describe", "Filter", "Get", "List", "Post", "Start", "Stop", "Unmask"];
    expect([...verbs].filter((verb) => !reading.includes(verb ?? ""))).toEqual([]);
  });
});

test("each host group has its own writer, which may not write the log streams of the others", () => {
  const production = shippedConfig("production");
  const { api } = production.hosts;
  if (!api) throw new Error("production has no host group api");
  const hosts = { api, "api-eu": { ...api, tag: { ...api.tag, value: "eu" } } };
  const synthesized = synthesizeWith({ ...production, hosts });
  const streamsOf = (group: string) => {
    const grants = grantsOf(synthesized, roleName("production", `writer-${group}`));
    return new Set(
      grants
        .filter(({ action }) => action === "logs:PutLogEvents")
        .map(({ resource }) => /log-stream:(.+)$/.exec(resource)?.[1]),
    );
  };
  expect(streamsOf("api")).toEqual(new Set(["inventorysync-api/*"]));
  expect(streamsOf("api-eu")).toEqual(new Set(["inventorysync-api-eu/*"]));
});

describe("with named principals", () => {
  const own = "arn:aws:iam::111122223333:role/engineers";
  const central = "arn:aws:iam::444455556666:role/aws-reserved/sso.amazonaws.com/*/AWSReservedSSO_Audit_*";
  const trustOf = (role: "reader" | "auditor") => {
    const { access, ...config } = shippedConfig("production");
    const { templates } = synthesizeWith({
      ...config,
      access: {
        ...access,
        reader: { principals: [own, central], requireMfa: true },
        auditor: { principals: [central], requireMfa: false },
      },
    });
    const [found] = Object.values(templates.Access.findResources("AWS::IAM::Role")).filter(
      ({ Properties }) => (Properties as { RoleName?: string }).RoleName === roleName("production", role),
    );
    return (found?.["Properties"] as { AssumeRolePolicyDocument: unknown }).AssumeRolePolicyDocument;
  };
  const root = (account: string) => `arn:aws:iam::${account}:root`;

  test("only they may assume the role, from their accounts", () => {
    const named = {
      Bool: { "aws:MultiFactorAuthPresent": "true" },
      ArnLike: { "aws:PrincipalArn": [own, central] },
    };
    expect(trustOf("reader")).toMatchObject({
      Statement: [
        {
          Effect: "Allow",
          Action: "sts:AssumeRole",
          Principal: { AWS: [root("111122223333"), root("444455556666")] },
          Condition: named,
        },
      ],
    });
  });

  test("multi-factor authentication can be left to their identity provider", () => {
    expect(trustOf("auditor")).toMatchObject({
      Statement: [
        {
          Principal: { AWS: root("444455556666") },
          Condition: { ArnLike: { "aws:PrincipalArn": [central] } },
        },
      ],
    });
    expect(JSON.stringify(trustOf("auditor"))).not.toContain("MultiFactorAuthPresent");
  });
});

test("the reader sees the alarms and the dashboard, and lists log groups, in the console", () => {
  const actions = new Set(
    grantsOf(synthesize("production"), roleName("production", "reader")).map(({ action }) => action),
  );
  for (const action of [
    "logs:DescribeLogGroups",
    "cloudwatch:DescribeAlarms",
    "cloudwatch:GetDashboard",
    "cloudwatch:GetMetricData",
  ])
    expect(actions).toContain(action);
});

test("without Sentry, the writer may read no secret", () => {
  const synthesized = synthesizeWith({ ...shippedConfig("production"), sentry: undefined });
  const actions = grantsOf(synthesized, roleName("production", "writer-api")).map(({ action }) => action);
  expect(actions.filter((action) => /^(?:secretsmanager|kms):/.test(action))).toEqual([]);
});

test("an environment without a domain grants no access to a domain", () => {
  const synthesized = synthesizeWith({ ...shippedConfig("local"), search: { kind: "none" } });
  const actions = (["reader", "auditor"] as const).flatMap((role) =>
    grantsOf(synthesized, roleName("local", role)).map(({ action }) => action),
  );
  expect(actions.filter((action) => action.startsWith("es:"))).toEqual([]);
});

/** The logs that a role reads. Its log groups and its data streams must be of the same logs. */
function logsReached(name: string, role: "reader" | "auditor"): string[] {
  const grants = grantsOf(synthesize(name), roleName(name, role)).map(({ resource }) => resource);
  const inGroups = LOGS.filter(({ id }) =>
    grants.includes(arn(name, `log-group:${logGroupName(name, id)}:*`)),
  );
  const inDataStreams = LOGS.filter(({ id }) =>
    grants.some((grant) => grant.includes(`/${dataStreamName(name, id)}/`)),
  );
  expect(inDataStreams).toEqual(inGroups);
  return inGroups.map(({ id }) => id);
}

function arn(name: string, resource: string): string {
  return `arn:aws:logs:us-east-1:${shippedConfig(name).account ?? "<AWS::AccountId>"}:${resource}`;
}

function byText(a: object, b: object): number {
  return JSON.stringify(a) < JSON.stringify(b) ? -1 : 1;
}

test.each(ENVIRONMENT_NAMES)("the operator of %s switches debug mode, and reads no log", (name) => {
  const grants = grantsOf(synthesize(name), roleName(name, "operator"));
  expect([...new Set(grants.map(({ action }) => action))].sort()).toEqual([
    "cloudwatch:GetMetricData",
    "kms:Decrypt",
    "kms:GenerateDataKey",
    "s3:GetObject",
    "s3:ListBucket",
    "s3:PutObject",
    "ssm:DeleteParameter",
    "ssm:GetParameter",
    "ssm:PutParameter",
  ]);
  for (const { resource } of grants.filter(({ action }) => action.startsWith("ssm:")))
    expect(resource).toMatch(new RegExp(`:parameter/inventorysync/${name}/debug-mode$`));
  for (const { resource } of grants.filter(({ action }) => /^s3:.*Object$/.test(action)))
    expect(resource).toMatch(/\/debug\/forwarder\.json$/);
});

test("a host may read the parameter of its environment's debug mode, and no other", () => {
  const parameters = grantsOf(synthesize("production"), roleName("production", "writer-api"))
    .filter(({ action }) => action === "ssm:GetParameter")
    .map(({ resource }) => resource.replace(/^.+:parameter/, ""));
  expect(parameters).toEqual(["/inventorysync/production/debug-mode"]);
});
