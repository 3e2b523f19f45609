import { Match } from "aws-cdk-lib/assertions";
import type { EnvironmentConfig } from "../../../config";
import { vpcOf, withBastion } from "../../fixtures/search";
import { resources, synthesize, synthesizeWith } from "../../fixtures/stacks";

const isolated = synthesizeWith(withBastion("none"));
const { Bastion: template, Access: access } = isolated.templates;

test("no shipped environment has a bastion", () => {
  const names = ["development", "staging", "production"];
  expect(names.flatMap((name) => Object.keys(synthesize(name).templates.Bastion.toJSON()))).toEqual([
    "Resources",
    "Resources",
    "Resources",
  ]);
  expect(names.flatMap((name) => resources(synthesize(name), "AWS::EC2::Instance"))).toEqual([]);
});

test("the instance requires IMDSv2, and has an encrypted volume, no public address and no SSH key", () => {
  template.hasResourceProperties("AWS::EC2::Instance", {
    KeyName: Match.absent(),
    NetworkInterfaces: Match.absent(),
    AvailabilityZone: Match.absent(),
    BlockDeviceMappings: [{ Ebs: { Encrypted: true, KmsKeyId: Match.anyValue() } }],
  });
  expect(JSON.stringify(template.toJSON())).toContain('"HttpTokens":"required"');
});

test("nothing may connect to the instance, which may connect to the domain and Session Manager only", () => {
  const groups = resources(isolated, "AWS::EC2::SecurityGroup").filter(({ id }) => id.startsWith("Bastion/"));
  const [bastion] = groups.filter(({ Properties }) =>
    String(Properties?.["GroupDescription"]).startsWith("bastion"),
  );
  expect(bastion?.Properties?.["SecurityGroupIngress"]).toBeUndefined();
  template.resourcePropertiesCountIs(
    "AWS::EC2::SecurityGroupIngress",
    { SourceSecurityGroupId: Match.anyValue() },
    2,
  );
  const egress = JSON.stringify([
    bastion?.Properties?.["SecurityGroupEgress"] ?? [],
    template.findResources("AWS::EC2::SecurityGroupEgress"),
  ]);
  expect(egress).not.toContain("0.0.0.0/0");
});

test("the role may connect to Session Manager, and nothing else", () => {
  const actions = resources(isolated, "AWS::IAM::ManagedPolicy")
    .filter(({ id }) => id.startsWith("Bastion/"))
    .flatMap(({ Properties }) => {
      const { PolicyDocument } = Properties as {
        PolicyDocument: { Statement: readonly { Action: string | readonly string[] }[] };
      };
      return PolicyDocument.Statement.flatMap(({ Action }) => Action);
    });
  expect(actions.toSorted()).toEqual([
    "ssm:UpdateInstanceInformation",
    "ssmmessages:CreateControlChannel",
    "ssmmessages:CreateDataChannel",
    "ssmmessages:OpenControlChannel",
    "ssmmessages:OpenDataChannel",
  ]);
  template.hasResourceProperties("AWS::IAM::Role", { ManagedPolicyArns: Match.absent() });
});

test("the document forwards to the domain only: the person chooses the local port", () => {
  template.hasResourceProperties("AWS::SSM::Document", {
    Name: "inventorysync-production-search-tunnel",
    DocumentType: "Session",
    Content: {
      sessionType: "Port",
      parameters: { localPortNumber: Match.anyValue(), host: Match.absent(), portNumber: Match.absent() },
      properties: {
        type: "LocalPortForwarding",
        host: { "Fn::GetStackOutput": Match.anyValue() },
        portNumber: "443",
        localPortNumber: "{{ localPortNumber }}",
      },
    },
  });
});

test("each session is recorded in an encrypted log group with the retention of the security log", () => {
  template.hasResourceProperties("AWS::Logs::LogGroup", {
    LogGroupName: "/inventorysync-search/production/sessions",
    KmsKeyId: Match.anyValue(),
    RetentionInDays: 731,
    DeletionProtectionEnabled: true,
  });
  template.hasResourceProperties("AWS::Events::Rule", {
    Name: "inventorysync-production-bastion-sessions",
    EventPattern: { detail: { eventName: ["StartSession"] } },
    Targets: [{ Arn: { "Fn::GetAtt": [Match.stringLikeRegexp("^SessionLog"), "Arn"] } }],
  });
});

test("only without a NAT gateway are there endpoints of Session Manager", () => {
  const withNat = synthesizeWith(withBastion("nat"));
  template.resourceCountIs("AWS::EC2::VPCEndpoint", 2);
  withNat.templates.Bastion.resourceCountIs("AWS::EC2::VPCEndpoint", 0);
});

describe.each(["reader", "auditor"])("the %s", (role) => {
  const statements = resources(isolated, "AWS::IAM::ManagedPolicy")
    .filter(({ id }) => id.toLowerCase().startsWith(`access/${role}`))
    .flatMap(({ Properties }) => {
      const { PolicyDocument } = Properties as {
        PolicyDocument: { Statement: readonly Readonly<Record<string, unknown>>[] };
      };
      return PolicyDocument.Statement;
    });
  const starting = statements.filter(({ Action }) => JSON.stringify(Action).includes("ssm:StartSession"));

  test("may start a session on the bastion, and with the document of the tunnel only", () => {
    expect(starting).toHaveLength(2);
    const [document, instance] = starting;
    expect(JSON.stringify(document?.["Resource"])).toContain(
      ":document/inventorysync-production-search-tunnel",
    );
    expect(instance?.["Condition"]).toEqual({
      StringEquals: { "ssm:resourceTag/InventorySync:Bastion": "production" },
      BoolIfExists: { "ssm:SessionDocumentAccessCheck": "true" },
    });
  });

  test("may end its own sessions only", () => {
    const ending = statements.filter(({ Action }) => Action === "ssm:TerminateSession");
    expect(ending.map(({ Condition }) => Condition)).toEqual([
      { StringLike: { "ssm:resourceTag/aws:ssmmessages:session-id": "${aws:userid}" } },
    ]);
  });
});

test("without a bastion, nobody may start a session", () => {
  const without: EnvironmentConfig = { ...withBastion("none"), search: vpcOf("none") };
  expect(JSON.stringify(synthesizeWith(without).templates.Access.toJSON())).not.toContain("StartSession");
  expect(JSON.stringify(access.toJSON())).toContain("StartSession");
});
