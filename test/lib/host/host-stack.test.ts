import { Match } from "aws-cdk-lib/assertions";
import { hostDocumentName } from "../../../catalog";
import type { EnvironmentConfig } from "../../../config";
import { doctorScript, installScript } from "../../../host";
import { MAX_DOCUMENT_BYTES } from "../../../lib/host/host-document";
import {
  ENVIRONMENT_NAMES,
  resources,
  shippedConfig,
  synthesize,
  synthesizeWith,
} from "../../fixtures/stacks";

interface DocumentContent {
  readonly parameters: Readonly<Record<string, { readonly allowedPattern: string }>>;
  readonly mainSteps: readonly {
    readonly action: string;
    readonly precondition: unknown;
    readonly inputs: { readonly runCommand: readonly string[] };
  }[];
}

const DOCUMENTS = ["install", "check", "doctor"] as const;
const ASSOCIATED = ["install", "check"] as const;

describe.each(ENVIRONMENT_NAMES)("in %s", (name) => {
  const synthesized = synthesize(name);
  const { Host } = synthesized.templates;

  test.each([
    ["install", "set --"],
    ["check", "set -- --check"],
  ] as const)("the document to %s runs the script of npx logs host-files", (document, first) => {
    const { mainSteps } = contentOf(synthesized.config, document);
    expect(mainSteps).toMatchObject([
      {
        action: "aws:runShellScript",
        precondition: { StringEquals: ["platformType", "Linux"] },
        inputs: {
          runCommand: [first, ...installScript(shippedConfig(name), "api").trimEnd().split("\n")],
        },
      },
    ]);
  });

  test("the document doctor runs the script that looks for causes, and reports for npx logs doctor", () => {
    expect(contentOf(synthesized.config, "doctor").mainSteps[0]?.inputs.runCommand).toEqual([
      "set -- --report",
      ...doctorScript(shippedConfig(name), "api").trimEnd().split("\n"),
    ]);
  });

  test.each(DOCUMENTS)("the document to %s is within the limit of Systems Manager", (document) => {
    const bytes = Buffer.byteLength(JSON.stringify(contentOf(synthesized.config, document)));
    expect(bytes).toBeLessThanOrEqual(MAX_DOCUMENT_BYTES);
    expect(bytes).toBeGreaterThan(10_000);
  });

  test.each(DOCUMENTS)("Systems Manager replaces nothing in the script to %s", (document) => {
    expect(contentOf(synthesized.config, document).mainSteps[0]?.inputs.runCommand.join("\n")).not.toMatch(
      /\{\{/,
    );
  });

  test("a change of a document creates a new version of it", () => {
    Host.allResourcesProperties("AWS::SSM::Document", {
      DocumentType: "Command",
      TargetType: "/AWS::EC2::Instance",
      UpdateMethod: "NewVersion",
    });
  });

  test.each([
    [
      "installs daily, and stops after the first host that fails",
      "install",
      {
        ScheduleExpression: "rate(1 day)",
        ApplyOnlyAtCronInterval: false,
        MaxConcurrency: "10%",
        MaxErrors: "0",
      },
    ],
    [
      "checks every host hourly",
      "check",
      {
        ScheduleExpression: "cron(0 0 0/1 1/1 * ? *)",
        ApplyOnlyAtCronInterval: true,
        MaxConcurrency: "100%",
        MaxErrors: "100%",
      },
    ],
  ] as const)("State Manager %s", (_, document, properties) => {
    Host.hasResourceProperties("AWS::SSM::Association", {
      ...properties,
      AssociationName: hostDocumentName(name, document, "api"),
      DocumentVersion: "$LATEST",
      Targets: [{ Key: "tag:InventorySync:HostGroup", Values: [`${name}-api`] }],
      ComplianceSeverity: "HIGH",
      Parameters: { Digest: [Match.stringLikeRegexp("^[0-9a-f]{64}$")] },
    });
  });

  test("no document contains a secret, only its name", () => {
    expect(JSON.stringify(Host.toJSON())).not.toMatch(/SENTRY_DSN=\S+@|DATADOG_API_KEY=/);
  });
});

test("a new script changes the association, so that State Manager runs it at once", () => {
  const production = shippedConfig("production");
  const changed = synthesizeWith({ ...production, app: { ...production.app, logLevel: "DEBUG" } });
  expect(digestsOf(changed)).not.toEqual(digestsOf(synthesize("production")));
});

test("each host group has its own documents, for the hosts with its tag", () => {
  const synthesized = synthesizeWith(withTwoGroups());
  const targets = resources(synthesized, "AWS::SSM::Association").map(({ Properties }) => [
    Properties?.["AssociationName"],
    Properties?.["Targets"],
  ]);
  expect(targets).toEqual(
    (["api", "worker"] as const).flatMap((group) =>
      ASSOCIATED.map((document) => [
        hostDocumentName("production", document, group),
        [
          group === "api"
            ? { Key: "tag:InventorySync:HostGroup", Values: ["production-api"] }
            : { Key: "tag:Role", Values: ["stock-worker"] },
        ],
      ]),
    ),
  );
});

function contentOf(config: EnvironmentConfig, document: (typeof DOCUMENTS)[number]): DocumentContent {
  const name = hostDocumentName(config.environment, document, "api");
  const found = resources(synthesize(config.environment), "AWS::SSM::Document").find(
    ({ Properties }) => Properties?.["Name"] === name,
  );
  if (!found) throw new Error(`no document has the name ${name}`);
  return found.Properties?.["Content"] as DocumentContent;
}

function digestsOf(synthesized: ReturnType<typeof synthesize>): unknown[] {
  return resources(synthesized, "AWS::SSM::Association").map(({ Properties }) => Properties?.["Parameters"]);
}

function withTwoGroups(): EnvironmentConfig {
  const production = shippedConfig("production");
  const { api } = production.hosts;
  if (!api) throw new Error("production has no host group api");
  return { ...production, hosts: { api, worker: { ...api, tag: { key: "Role", value: "stock-worker" } } } };
}
