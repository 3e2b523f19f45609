import { ArnFormat, Stack } from "aws-cdk-lib";
import * as iam from "aws-cdk-lib/aws-iam";
import { Construct } from "constructs";
import { roleName } from "../../catalog";
import { acknowledge } from "../compliance";
import { NO_RESOURCE } from "../permissions/acknowledgements";
import { Role } from "../permissions/role";
import { allowMasked } from "./allow-masked";

export interface LogAlarmRolesProps {
  readonly environment: string;
  /** The log groups that the queries of the log alarms read. */
  readonly logGroupNames: readonly string[];
  /** The names of the log alarms. */
  readonly alarmNames: readonly string[];
}

/**
 * The roles of the log alarms of an environment: with one, CloudWatch Logs runs their queries; with the other, CloudWatch
 * reads log lines from the results for their messages. Neither may unmask. Neither needs a grant on the KMS key:
 * CloudWatch Logs decrypts for every principal that may query the log group. Source: Amazon CloudWatch User Guide,
 * "Alarming on logs", Prerequisites.
 *
 * The trust policies name the account and the source, so that neither service uses a role for another account. The guide
 * shows trust policies without conditions; the CDK's construct for log alarms sets these.
 */
export class LogAlarmRoles extends Construct {
  readonly query: iam.Role;
  readonly lines: iam.Role;

  constructor(scope: Construct, id: string, props: LogAlarmRolesProps) {
    super(scope, id);

    const { environment, logGroupNames, alarmNames } = props;
    this.query = new Role(this, "Query", {
      roleName: roleName(environment, "log-alarm-queries"),
      description: "runs the queries of the log alarms",
      // CloudWatch chooses the names of the scheduled queries.
      assumedBy: this.servicePrincipal("logs", "scheduled-query", ["*"]),
    });
    allowMasked(this.query, [{ logGroupNames, actions: ["logs:StartQuery", "logs:GetQueryResults"] }]);
    this.query.addToPolicy(
      new iam.PolicyStatement({ actions: ["logs:DescribeLogGroups", "logs:StopQuery"], resources: ["*"] }),
    );
    acknowledge(this.query, [NO_RESOURCE]);

    this.lines = new Role(this, "Lines", {
      roleName: roleName(environment, "log-alarm-lines"),
      description: "reads log lines for the messages of the log alarms",
      assumedBy: this.servicePrincipal("cloudwatch", "alarm", alarmNames),
    });
    allowMasked(this.lines, [{ logGroupNames, actions: ["logs:GetQueryResults"] }]);
  }

  private servicePrincipal(
    service: string,
    resource: string,
    resourceNames: readonly string[],
  ): iam.ServicePrincipal {
    const stack = Stack.of(this);
    return new iam.ServicePrincipal(`${service}.amazonaws.com`, {
      conditions: {
        StringEquals: { "aws:SourceAccount": stack.account },
        ArnLike: {
          "aws:SourceArn": resourceNames.map((resourceName) =>
            stack.formatArn({ service, resource, resourceName, arnFormat: ArnFormat.COLON_RESOURCE_NAME }),
          ),
        },
      },
    });
  }
}
