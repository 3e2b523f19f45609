import { Stack } from "aws-cdk-lib";
import * as ec2 from "aws-cdk-lib/aws-ec2";
import * as iam from "aws-cdk-lib/aws-iam";
import { Construct } from "constructs";
import { parkingBucketName } from "../../catalog";

export interface VpcEndpointsProps {
  readonly environment: string;
  readonly vpc: ec2.IVpc;
  readonly subnets: ec2.SubnetSelection;
  /** Of the functions that use them. */
  readonly functionsSecurityGroup: ec2.ISecurityGroup;
  /** Whether the functions reach AWS by no other way, as without a NAT gateway. */
  readonly isolated: boolean;
}

const HTTPS = ec2.Port.tcp(443);

/**
 * How functions in the VPC reach AWS itself. A gateway to Amazon S3, which costs nothing, is there in any case. Where
 * there is no other way, interfaces follow for the services that functions call; each costs some USD 7 a month and zone.
 * Lambda needs none to start a function, to hand it events and to write its log.
 *
 * The policies let requests of this account through, to what the functions work with and nothing else: what took a
 * function over could not carry logs to a bucket of its own.
 */
export class VpcEndpoints extends Construct {
  constructor(scope: Construct, id: string, props: VpcEndpointsProps) {
    super(scope, id);

    const { environment, vpc, isolated } = props;
    const s3 = vpc.addGatewayEndpoint("S3", { service: ec2.GatewayVpcEndpointAwsService.S3 });
    s3.addToPolicy(this.allowThisAccount(PARKING_BUCKET_ACTIONS, this.parkingBucketArns(environment)));
    s3.addToPolicy(this.allowCustomResourceResponses());
    if (!isolated) return;

    const securityGroup = new ec2.SecurityGroup(this, "SecurityGroup", {
      vpc,
      description: "endpoints of AWS services",
      allowAllOutbound: false,
    });
    securityGroup.addIngressRule(props.functionsSecurityGroup, HTTPS, "functions of the logging platform");
    const endpoint = (id: string, service: ec2.InterfaceVpcEndpointAwsService, action: string) => {
      const { subnets } = props;
      new ec2.InterfaceVpcEndpoint(this, id, {
        vpc,
        service,
        subnets,
        securityGroups: [securityGroup],
        open: false,
      }).addToPolicy(this.allowThisAccount([action], ["*"]));
    };
    // A replay hides the message of what it could not bring back.
    endpoint("Sqs", ec2.InterfaceVpcEndpointAwsService.SQS, "sqs:ChangeMessageVisibility");
    // Redaction has a key, and an engine may ask for a password.
    const { SECRETS_MANAGER } = ec2.InterfaceVpcEndpointAwsService;
    endpoint("SecretsManager", SECRETS_MANAGER, "secretsmanager:GetSecretValue");
  }

  private allowThisAccount(actions: readonly string[], resources: readonly string[]): iam.PolicyStatement {
    const { account } = Stack.of(this);
    return new iam.PolicyStatement({
      principals: [new iam.AnyPrincipal()],
      actions: [...actions],
      resources: [...resources],
      conditions: {
        StringEquals: { "aws:PrincipalAccount": account, "aws:ResourceAccount": account },
      },
    });
  }

  private parkingBucketArns(environment: string): string[] {
    const stack = Stack.of(this);
    const resource = parkingBucketName(environment, stack.account);
    const bucket = stack.formatArn({ service: "s3", region: "", account: "", resource });
    return [bucket, `${bucket}/*`];
  }

  /**
   * CloudFormation takes them by a presigned address in a bucket of its own, whose name has the region without hyphens.
   * Source: AWS CloudFormation User Guide, "Access CloudFormation using an interface endpoint".
   */
  private allowCustomResourceResponses(): iam.PolicyStatement {
    const region = Stack.of(this).region.replaceAll("-", "");
    const bucket = `cloudformation-custom-resource-response-${region}`;
    const resource = { service: "s3", region: "", account: "", resource: bucket, resourceName: "*" };
    return new iam.PolicyStatement({
      principals: [new iam.AnyPrincipal()],
      actions: ["s3:PutObject"],
      resources: [Stack.of(this).formatArn(resource)],
    });
  }
}

/** What forwarder and replay do with the parking bucket. */
const PARKING_BUCKET_ACTIONS = ["s3:GetObject", "s3:PutObject", "s3:DeleteObject", "s3:ListBucket"];
