import * as iam from "aws-cdk-lib/aws-iam";
import { Construct } from "constructs";
import { hostLogStreamName, logGroupName, LOGS, roleName } from "../../catalog";
import type { EnvironmentConfig } from "../../config";
import { acknowledge } from "../compliance";
import { assignedIds } from "../permissions/acknowledgements";
import { Role } from "../permissions/role";
import { logStreamArn } from "./log-group-arn";

export interface LogWriterProps {
  readonly config: EnvironmentConfig;
  readonly hostGroup: string;
}

/**
 * The role of the hosts of a host group, with an instance profile of the same name. In each log group it may create the
 * log streams of its host group and write to them. It can neither read log events nor create log groups.
 *
 * All hosts of the group share the role, and IAM has no variable for the id of an instance that a resource of CloudWatch
 * Logs can contain. A host can therefore write to the log streams of the other hosts of its group.
 */
export class LogWriter extends Construct {
  readonly role: iam.Role;

  constructor(scope: Construct, id: string, { config: { environment }, hostGroup }: LogWriterProps) {
    super(scope, id);

    const name = roleName(environment, `writer-${hostGroup}`);
    this.role = new Role(this, "Role", {
      roleName: name,
      description: `hosts of InventorySync in ${environment}, host group ${hostGroup}: write log events`,
      assumedBy: new iam.ServicePrincipal("ec2.amazonaws.com"),
    });
    const resources = LOGS.map((log) =>
      logStreamArn(this, logGroupName(environment, log.id), hostLogStreamName(hostGroup, "*")),
    );
    this.role.addToPolicy(
      new iam.PolicyStatement({ actions: ["logs:CreateLogStream", "logs:PutLogEvents"], resources }),
    );
    acknowledge(this.role, assignedIds(this, resources));
    new iam.InstanceProfile(this, "InstanceProfile", { instanceProfileName: name, role: this.role });
  }
}
