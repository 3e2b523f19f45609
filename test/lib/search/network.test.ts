import { Stack } from "aws-cdk-lib";
import { Match, Template } from "aws-cdk-lib/assertions";
import * as kms from "aws-cdk-lib/aws-kms";
import { SearchNetwork } from "../../../lib/search/network";
import { shipped, testApp } from "../../fixtures/stacks";

describe("with a NAT gateway", () => {
  const { template } = withNetwork("nat");

  test("functions get out through one gateway, from private subnets in each zone", () => {
    template.resourceCountIs("AWS::EC2::NatGateway", 1);
    template.resourceCountIs("AWS::EC2::Subnet", 4);
  });

  test("no instance gets a public address by itself", () => {
    template.allResourcesProperties("AWS::EC2::Subnet", { MapPublicIpOnLaunch: false });
  });
});

test("without a way out there is no gateway but the one to S3, where custom resources answer", () => {
  const { template } = withNetwork("none");
  template.resourceCountIs("AWS::EC2::NatGateway", 0);
  template.resourceCountIs("AWS::EC2::InternetGateway", 0);
  template.resourceCountIs("AWS::EC2::VPCEndpoint", 1);
  template.hasResourceProperties("AWS::EC2::VPCEndpoint", {
    VpcEndpointType: "Gateway",
    ServiceName: { "Fn::Join": ["", Match.arrayWith([".s3"])] },
  });
});

test("the domain admits HTTPS from the functions alone", () => {
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

test("all traffic is recorded, in an encrypted group that only this account's flow logs can write", () => {
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

test("the default security group is emptied, by a function whose log is encrypted like any other", () => {
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
  const stack = new Stack(testApp(), "Stack");
  const key = new kms.Key(stack, "Key");
  const network = new SearchNetwork(stack, "Network", {
    config: shipped("production"),
    network: { kind: "vpc", cidr: "10.40.0.0/20", egress },
    availabilityZones: 3,
    key,
  });
  return { stack, key, network, template: Template.fromStack(stack) };
}
