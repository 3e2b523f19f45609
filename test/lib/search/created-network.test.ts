import { Stack } from "aws-cdk-lib";
import { Match, Template } from "aws-cdk-lib/assertions";
import * as kms from "aws-cdk-lib/aws-kms";
import { CreatedNetwork } from "../../../lib/search/created-network";
import { shippedConfig } from "../../fixtures/stacks";
import { testApp } from "../../fixtures/stage";

describe("with a NAT gateway", () => {
  const { template } = withNetwork("nat");

  test("functions reach the internet through one NAT gateway, from private subnets in each zone", () => {
    template.resourceCountIs("AWS::EC2::NatGateway", 1);
    template.resourceCountIs("AWS::EC2::Subnet", 4);
  });

  test("no subnet assigns public addresses", () => {
    template.allResourcesProperties("AWS::EC2::Subnet", { MapPublicIpOnLaunch: false });
  });
});

test("a VPC without egress has no gateway except the S3 endpoint", () => {
  const { template } = withNetwork("none");
  template.resourceCountIs("AWS::EC2::NatGateway", 0);
  template.resourceCountIs("AWS::EC2::InternetGateway", 0);
  expect(endpointsOf(template)).toEqual([
    "Gateway .s3",
    "Interface .sqs",
    "Interface .secretsmanager",
    "Interface .xray",
  ]);
});

test("a VPC with a NAT gateway has no endpoint except the free one of S3", () => {
  expect(endpointsOf(withNetwork("nat").template)).toEqual(["Gateway .s3"]);
});

test.each(["nat", "none"] as const)(
  "with egress %s the S3 endpoint allows only the parking bucket and custom resource responses",
  (egress) => {
    const { template } = withNetwork(egress);
    const bucket = (rest = "") => [
      "arn:aws:s3:::inventorysync-production-parking-",
      { Ref: "AWS::AccountId" },
      ...(rest ? [rest] : []),
    ];
    const account = { Ref: "AWS::AccountId" };
    template.hasResourceProperties("AWS::EC2::VPCEndpoint", {
      VpcEndpointType: "Gateway",
      PolicyDocument: {
        Statement: [
          {
            Effect: "Allow",
            Principal: { AWS: "*" },
            Action: ["s3:DeleteObject", "s3:GetObject", "s3:ListBucket", "s3:PutObject"],
            Resource: [{ "Fn::Join": ["", bucket("/*")] }, { "Fn::Join": ["", bucket()] }],
            Condition: {
              StringEquals: { "aws:PrincipalAccount": account, "aws:ResourceAccount": account },
            },
          },
          {
            Effect: "Allow",
            Principal: { AWS: "*" },
            Action: "s3:PutObject",
            Resource: "arn:aws:s3:::cloudformation-custom-resource-response-useast1/*",
          },
        ],
      },
    });
  },
);

test("an interface endpoint admits HTTPS from the functions, for their requests in this account only", () => {
  const { template, stack, network } = withNetwork("none");
  template.hasResourceProperties("AWS::EC2::SecurityGroupIngress", {
    GroupId: { "Fn::GetAtt": [Match.stringLikeRegexp("EndpointsSecurityGroup"), "GroupId"] },
    SourceSecurityGroupId: stack.resolve(network.securityGroup.securityGroupId) as object,
    FromPort: 443,
    ToPort: 443,
  });
  template.hasResourceProperties("AWS::EC2::VPCEndpoint", {
    VpcEndpointType: "Interface",
    PrivateDnsEnabled: true,
    PolicyDocument: {
      Statement: [
        Match.objectLike({
          Action: "sqs:ChangeMessageVisibility",
          Condition: Match.objectLike({ StringEquals: Match.anyValue() }),
        }),
      ],
    },
  });
});

test("the domain admits HTTPS from the functions only", () => {
  const { template, stack, network } = withNetwork("nat");
  template.resourceCountIs("AWS::EC2::SecurityGroupIngress", 1);
  template.hasResourceProperties("AWS::EC2::SecurityGroupIngress", {
    GroupId: stack.resolve(network.domainSecurityGroup.securityGroupId) as object,
    SourceSecurityGroupId: stack.resolve(network.securityGroup.securityGroupId) as object,
    IpProtocol: "tcp",
    FromPort: 443,
    ToPort: 443,
  });
  template.allResourcesProperties("AWS::EC2::SecurityGroup", { SecurityGroupIngress: Match.absent() });
});

test("flow logs record all traffic in an encrypted log group that only they may write", () => {
  const { template, stack, key } = withNetwork("nat");
  template.hasResourceProperties("AWS::EC2::FlowLog", { ResourceType: "VPC", TrafficType: "ALL" });
  template.hasResourceProperties("AWS::Logs::LogGroup", {
    LogGroupName: "/inventorysync-search/production/network",
    KmsKeyId: stack.resolve(key.keyArn) as object,
  });
  template.hasResourceProperties("AWS::IAM::Role", {
    AssumeRolePolicyDocument: {
      Statement: [
        {
          Principal: { Service: "vpc-flow-logs.amazonaws.com" },
          Condition: {
            StringEquals: { "aws:SourceAccount": { Ref: "AWS::AccountId" } },
            ArnLike: Match.anyValue(),
          },
        },
      ],
    },
  });
});

test("a CDK function with an encrypted log removes the rules of the default security group", () => {
  const { template, stack, key } = withNetwork("nat");
  template.resourceCountIs("Custom::VpcRestrictDefaultSG", 1);
  const [group] = Object.keys(
    template.findResources("AWS::Logs::LogGroup", {
      Properties: {
        LogGroupName: "/inventorysync-search/production/default-security-group",
        KmsKeyId: stack.resolve(key.keyArn) as object,
      },
    }),
  );
  template.allResourcesProperties("AWS::Lambda::Function", { LoggingConfig: { LogGroup: { Ref: group } } });
});

function withNetwork(egress: "nat" | "none") {
  const stack = new Stack(testApp(), "Stack", { env: { region: "us-east-1" } });
  const key = new kms.Key(stack, "Key");
  const network = new CreatedNetwork(stack, "Network", {
    config: shippedConfig("production"),
    network: { kind: "vpc", cidr: "10.40.0.0/20", egress, clients: [], bastion: false },
    availabilityZones: 3,
    key,
  });
  return { stack, key, network, template: Template.fromStack(stack) };
}

/** Type and service of every endpoint. */
function endpointsOf(template: Template): string[] {
  return Object.values(template.findResources("AWS::EC2::VPCEndpoint")).map(({ Properties }) => {
    const { VpcEndpointType, ServiceName } = Properties as { VpcEndpointType: string; ServiceName: unknown };
    const service = /\.[a-z0-9]+(?="?\]|"?$)/.exec(JSON.stringify(ServiceName))?.[0] ?? "";
    return `${VpcEndpointType} ${service}`;
  });
}
