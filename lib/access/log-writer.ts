import * as iam from "aws-cdk-lib/aws-iam";
import { Construct } from "constructs";
import { logGroupName, LOGS, roleName } from "../../catalog";
import type { EnvironmentConfig } from "../../config";
import { logStreamArn } from "./log-group-arn";

export interface LogWriterProps {
  readonly config: EnvironmentConfig;
}

/**
 * The role of the application's hosts, with an instance profile of the same name. In each log group it may create the
 * host's own log stream and write to it. It can neither read log events nor create log groups.
 */
export class LogWriter extends Construct {
  readonly role: iam.Role;

  constructor(scope: Construct, id: string, { config: { environment, app } }: LogWriterProps) {
    super(scope, id);

    this.role = new iam.Role(this, "Role", {
      roleName: roleName(environment, "writer"),
      description: `hosts of InventorySync in ${environment}: write log events`,
      assumedBy: new iam.ServicePrincipal("ec2.amazonaws.com"),
    });
    this.role.addToPolicy(
      new iam.PolicyStatement({
        actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
        resources: LOGS.map(({ id }) => logStreamArn(this, logGroupName(environment, id), app.logStreamName)),
      }),
    );
    new iam.InstanceProfile(this, "InstanceProfile", {
      instanceProfileName: roleName(environment, "writer"),
      role: this.role,
    });
  }
}
