import { Stack } from "aws-cdk-lib";
import * as ec2 from "aws-cdk-lib/aws-ec2";
import * as iam from "aws-cdk-lib/aws-iam";
import { Construct } from "constructs";
import { parkingBucketName } from "../../catalog";

export interface VpcEndpointsProps {
  readonly environment: string;
  readonly vpc: ec2.IVpc;
  readonly subnets: ec2.SubnetSelection;
  /** The security group of the functions that use the endpoints. */
  readonly functionsSecurityGroup: ec2.ISecurityGroup;
  /** Whether the endpoints are the functions' only path to AWS services, as without a NAT gateway. */
  readonly isolated: boolean;
}

const HTTPS = ec2.Port.tcp(443);

/**
 * The VPC endpoints of the functions. The gateway endpoint for Amazon S3 costs nothing and always exists. Without a NAT
 * gateway there are also interface endpoints for the other services that the functions call; each costs about USD 7 a
 * month and zone. Lambda needs no endpoint to start a function, to invoke it or to write its log.
 *
 * The endpoint policies allow only requests of this account to the resources that the functions use. An attacker who
 * controls a function can therefore not copy logs to a bucket of another account.
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
    const endpoint = (id: string, service: ec2.InterfaceVpcEndpointAwsService, ...actions: string[]) => {
      const { subnets } = props;
      new ec2.InterfaceVpcEndpoint(this, id, {
        vpc,
        service,
        subnets,
        securityGroups: [securityGroup],
        open: false,
      }).addToPolicy(this.allowThisAccount(actions, ["*"]));
    };
    // A replay extends the visibility timeout of a message whose events it could not deliver.
    endpoint("Sqs", ec2.InterfaceVpcEndpointAwsService.SQS, "sqs:ChangeMessageVisibility");
    // Redaction reads its key, and an engine may require a password.
    const { SECRETS_MANAGER } = ec2.InterfaceVpcEndpointAwsService;
    endpoint("SecretsManager", SECRETS_MANAGER, "secretsmanager:GetSecretValue");
    const { XRAY } = ec2.InterfaceVpcEndpointAwsService;
    endpoint("XRay", XRAY, "xray:PutTelemetryRecords", "xray:PutTraceSegments");
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
   * Custom resources send their response to a presigned URL of CloudFormation's own bucket, whose name contains the
   * region without hyphens. Source: AWS CloudFormation User Guide, "Access CloudFormation using an interface endpoint".
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

/** The actions of forwarder and replay on the parking bucket. */
const PARKING_BUCKET_ACTIONS = ["s3:GetObject", "s3:PutObject", "s3:DeleteObject", "s3:ListBucket"];
