import { Stack } from "aws-cdk-lib";
import * as ec2 from "aws-cdk-lib/aws-ec2";
import * as iam from "aws-cdk-lib/aws-iam";
import { Construct } from "constructs";
import type { SearchNetwork } from "../search/search-network";

export interface SessionManagerEndpointsProps {
  readonly network: SearchNetwork;
  /** The security group of the bastion, which alone may use the endpoints. */
  readonly securityGroup: ec2.SecurityGroup;
}

const HTTPS = ec2.Port.tcp(443);

/**
 * The path of the SSM agent to Session Manager in a VPC without other access. It needs `ec2messages` only in versions
 * before 3.3.40.0. Source: AWS Systems Manager User Guide, "Improve the security of EC2 instances by using VPC endpoints
 * for Systems Manager".
 */
export class SessionManagerEndpoints extends Construct {
  constructor(scope: Construct, id: string, { network, securityGroup }: SessionManagerEndpointsProps) {
    super(scope, id);

    const { vpc, subnets } = network;
    const endpointsSecurityGroup = new ec2.SecurityGroup(this, "SecurityGroup", {
      vpc,
      description: "endpoints of Session Manager",
      allowAllOutbound: false,
    });
    endpointsSecurityGroup.addIngressRule(securityGroup, HTTPS, "bastion");
    securityGroup.addEgressRule(endpointsSecurityGroup, HTTPS, "Session Manager");
    const { SSM, SSM_MESSAGES } = ec2.InterfaceVpcEndpointAwsService;
    const endpoints = {
      Ssm: [SSM, "ssm:UpdateInstanceInformation"],
      SsmMessages: [SSM_MESSAGES, "ssmmessages:*"],
    } as const;
    for (const [id, [service, action]] of Object.entries(endpoints))
      new ec2.InterfaceVpcEndpoint(this, id, {
        vpc,
        service,
        subnets,
        securityGroups: [endpointsSecurityGroup],
        open: false,
      }).addToPolicy(
        new iam.PolicyStatement({
          principals: [new iam.AnyPrincipal()],
          actions: [action],
          resources: ["*"],
          conditions: { StringEquals: { "aws:PrincipalAccount": Stack.of(this).account } },
        }),
      );
  }
}
