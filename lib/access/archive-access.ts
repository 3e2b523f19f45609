import { Stack } from "aws-cdk-lib";
import * as iam from "aws-cdk-lib/aws-iam";
import { ARCHIVE_TABLE, archiveDatabaseName, archiveWorkgroupName } from "../../catalog";

/**
 * Lets a role query the audit archive with Athena, in the archive's workgroup. The policies of the bucket and of its key,
 * in the archive's stack, let it read the objects. Source: Amazon Athena User Guide, "Configure access to workgroups and
 * tags" and "Configure access to databases and tables in the AWS Glue Data Catalog".
 */
export function grantArchive(role: iam.Role, environment: string): void {
  const stack = Stack.of(role);
  const database = archiveDatabaseName(environment);
  role.addToPolicy(
    new iam.PolicyStatement({
      actions: [
        "athena:BatchGetNamedQuery",
        "athena:GetNamedQuery",
        "athena:GetQueryExecution",
        "athena:GetQueryResults",
        "athena:GetQueryResultsStream",
        "athena:GetWorkGroup",
        "athena:ListNamedQueries",
        "athena:ListQueryExecutions",
        "athena:StartQueryExecution",
        "athena:StopQueryExecution",
      ],
      resources: [
        stack.formatArn({
          service: "athena",
          resource: "workgroup",
          resourceName: archiveWorkgroupName(environment),
        }),
      ],
    }),
  );
  role.addToPolicy(
    new iam.PolicyStatement({
      actions: ["glue:GetDatabase", "glue:GetTable", "glue:GetTables"],
      resources: [
        stack.formatArn({ service: "glue", resource: "catalog" }),
        stack.formatArn({ service: "glue", resource: "database", resourceName: database }),
        stack.formatArn({ service: "glue", resource: "table", resourceName: `${database}/${ARCHIVE_TABLE}` }),
      ],
    }),
  );
}
