import { Stack } from "aws-cdk-lib";
import { Match, Template } from "aws-cdk-lib/assertions";
import { ExistingNetwork } from "../../../lib/search/existing-network";
import { testApp } from "../../fixtures/stage";

const VPC_ID = `vpc-${"0a".repeat(8)}`;
const SUBNET_IDS = ["1", "2"].map((digit) => `subnet-${digit.repeat(17)}`);

function networkWith(clients: string[] = []) {
  const stack = new Stack(testApp(), "Stack", { env: { region: "us-east-1", account: "123456789012" } });
  const network = new ExistingNetwork(stack, "Network", {
    network: { kind: "existing-vpc", vpcId: VPC_ID, subnetIds: SUBNET_IDS, clients, bastion: false },
  });
  return { network, template: Template.fromStack(stack) };
}

test("creates no VPC, subnet, gateway or endpoint, and two security groups in the VPC", () => {
  const { template } = networkWith();
  expect(
    Object.values(template.toJSON()["Resources"] as object).map(({ Type }: { Type: string }) => Type),
  ).toEqual(["AWS::EC2::SecurityGroup", "AWS::EC2::SecurityGroup", "AWS::EC2::SecurityGroupIngress"]);
  template.allResourcesProperties("AWS::EC2::SecurityGroup", { VpcId: VPC_ID });
});

test("selects exactly the given subnets", () => {
  const { network } = networkWith();
  expect(network.vpc.selectSubnets(network.subnets).subnetIds).toEqual(SUBNET_IDS);
});

test("without clients, only the functions reach the domain", () => {
  networkWith().template.hasResourceProperties("AWS::EC2::SecurityGroup", {
    GroupDescription: "search domain",
    SecurityGroupIngress: Match.absent(),
  });
});

test("clients reach the domain over HTTPS", () => {
  networkWith(["10.20.0.0/24"]).template.hasResourceProperties("AWS::EC2::SecurityGroup", {
    GroupDescription: "search domain",
    SecurityGroupIngress: [
      Match.objectLike({ CidrIp: "10.20.0.0/24", IpProtocol: "tcp", FromPort: 443, ToPort: 443 }),
    ],
  });
});
