import { Stack } from "aws-cdk-lib";
import * as athena from "aws-cdk-lib/aws-athena";
import * as glue from "aws-cdk-lib/aws-glue";
import { Construct } from "constructs";
import {
  ARCHIVE_TABLE,
  ARCHIVED_LOGS,
  ARCHIVED_RECORDS_PREFIX,
  archiveDatabaseName,
  archiveWorkgroupName,
  FIELDS,
  type FieldType,
  savedQueryName,
} from "../../catalog";
import { ARCHIVE_QUERIES } from "./saved-archive-queries";

export interface ArchiveQueriesProps {
  readonly environment: string;
  readonly bucketName: string;
}

/** The first day that a query without a limit looks at. Athena lists no object of a day that does not exist. */
const FIRST_DAY = "2026-01-01";
/** A query of more is a mistake: it costs USD 5 per TiB. Source: Amazon Athena pricing. */
const MAX_SCANNED_BYTES = 100 * 1024 ** 3;

/**
 * The table of the archive for Athena, with partitions by log, day and hour that Athena computes from their names, and a
 * workgroup with two saved queries. Athena keeps the results of the workgroup itself, encrypted, for 24 hours; they are
 * redacted as the archive is. Sources: Amazon Athena User Guide, "Use partition projection with Amazon Athena",
 * "OpenX JSON SerDe" and "Managed query results".
 */
export class ArchiveQueries extends Construct {
  constructor(scope: Construct, id: string, { environment, bucketName }: ArchiveQueriesProps) {
    super(scope, id);

    const database = new glue.CfnDatabase(this, "Database", {
      catalogId: Stack.of(this).account,
      databaseInput: { name: archiveDatabaseName(environment) },
    });
    const table = this.createTable(`s3://${bucketName}/${ARCHIVED_RECORDS_PREFIX}`, environment);
    table.addResourceDependency(database);
    const workgroup = new athena.CfnWorkGroup(this, "Workgroup", {
      name: archiveWorkgroupName(environment),
      description: `queries of the audit archive of ${environment}`,
      workGroupConfiguration: {
        enforceWorkGroupConfiguration: true,
        publishCloudWatchMetricsEnabled: true,
        bytesScannedCutoffPerQuery: MAX_SCANNED_BYTES,
        managedQueryResultsConfiguration: { enabled: true },
      },
    });
    for (const { id, title, sql } of ARCHIVE_QUERIES) {
      const query = new athena.CfnNamedQuery(this, `Query-${id}`, {
        name: savedQueryName(environment, title),
        database: archiveDatabaseName(environment),
        queryString: sql,
        workGroup: archiveWorkgroupName(environment),
      });
      query.addResourceDependency(workgroup);
    }
  }

  private createTable(location: string, environment: string): glue.CfnTable {
    const partition = `${location}log=\${log}/dt=\${dt}/hour=\${hour}/`;
    return new glue.CfnTable(this, "Table", {
      catalogId: Stack.of(this).account,
      databaseName: archiveDatabaseName(environment),
      tableInput: {
        name: ARCHIVE_TABLE,
        tableType: "EXTERNAL_TABLE",
        partitionKeys: [
          { name: "log", type: "string" },
          { name: "dt", type: "string" },
          { name: "hour", type: "string" },
        ],
        parameters: {
          EXTERNAL: "TRUE",
          "projection.enabled": "true",
          "projection.log.type": "enum",
          "projection.log.values": ARCHIVED_LOGS.join(","),
          "projection.dt.type": "date",
          "projection.dt.format": "yyyy-MM-dd",
          "projection.dt.range": `${FIRST_DAY},NOW`,
          "projection.hour.type": "integer",
          "projection.hour.range": "0,23",
          "projection.hour.digits": "2",
          "storage.location.template": partition,
        },
        storageDescriptor: {
          location,
          inputFormat: "org.apache.hadoop.mapred.TextInputFormat",
          outputFormat: "org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat",
          serdeInfo: {
            serializationLibrary: "org.openx.data.jsonserde.JsonSerDe",
            parameters: { "mapping.time": "@timestamp" },
          },
          columns: COLUMNS,
        },
      },
    });
  }
}

const COLUMN_TYPES: Readonly<Partial<Record<FieldType, string>>> = { double: "double", integer: "bigint" };

/** The SerDe returns an object or a list in a column of type `string` as JSON. */
const COLUMNS: glue.CfnTable.ColumnProperty[] = [
  ...FIELDS.map(({ name, type }) => ({
    name: name === "@timestamp" ? "time" : name,
    type: COLUMN_TYPES[type] ?? "string",
  })),
  { name: "attributes", type: "string" },
  {
    name: "cloudwatch",
    type: "struct<owner:string,log_group:string,log_stream:string,event_id:string>",
  },
];
