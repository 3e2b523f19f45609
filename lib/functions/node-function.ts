import { AssetHashType, DockerImage, type Duration, RemovalPolicy } from "aws-cdk-lib";
import * as iam from "aws-cdk-lib/aws-iam";
import type * as kms from "aws-cdk-lib/aws-kms";
import * as lambda from "aws-cdk-lib/aws-lambda";
import * as logs from "aws-cdk-lib/aws-logs";
import { Construct } from "constructs";
import { functionLogGroupName, roleName, type RoleName } from "../../catalog";
import type { EnvironmentConfig } from "../../config/schema";
import { createDataProtectionPolicy } from "../storage/data-protection";
import { bundleFunction, type FunctionName, functionSource } from "./bundle";
import { type FunctionNetwork, grantNetworkInterfaces } from "./function-network";

export interface NodeFunctionProps extends lambda.EventInvokeConfigOptions {
  /** Folder of lambda/ that it is made of. */
  readonly source: FunctionName;
  /**
   * Names its role and log group.
   * @default - that of its source
   */
  readonly name?: RoleName;
  readonly description: string;
  readonly config: EnvironmentConfig;
  /** Encrypts its log group; its policy must admit CloudWatch Logs for the groups of functions. */
  readonly key: kms.IKey;
  readonly timeout: Duration;
  readonly memoryMiB: number;
  /** Its environment variables: no secret, only names and ARNs of secrets. */
  readonly variables: Readonly<Record<string, string>>;
  /** @default - no bound but the account's */
  readonly reservedConcurrency?: number;
  /** @default - outside any VPC */
  readonly network?: FunctionNetwork | undefined;
}

/** A function writes what it did, not what passed through it; a month of it is enough to look into a failure. */
const LOG_RETENTION = logs.RetentionDays.ONE_MONTH;

/**
 * A function of lambda/, as one file that esbuild makes at synth on this machine; no Docker is ever asked for.
 *
 * Its role has a fixed name, because the search engine knows it by that, and may do nothing but write its own log
 * group: the managed policy `AWSLambdaBasicExecutionRole` would let it make and write any. There is no tracing: it
 * asks for `Resource: *`, and what it would show (waiting, attempts, duration) Lambda's own metrics show too.
 */
export class NodeFunction extends Construct {
  readonly function: lambda.Function;
  readonly role: iam.Role;
  readonly logGroup: logs.LogGroup;

  constructor(scope: Construct, id: string, props: NodeFunctionProps) {
    super(scope, id);

    const {
      source,
      name = source,
      description,
      config,
      key,
      timeout,
      memoryMiB,
      variables,
      ...others
    } = props;
    const { reservedConcurrency, network, ...async } = others;
    const { environment, deletionProtection } = config;

    this.logGroup = new logs.LogGroup(this, "LogGroup", {
      logGroupName: functionLogGroupName(environment, name),
      encryptionKey: key,
      retention: LOG_RETENTION,
      dataProtectionPolicy: createDataProtectionPolicy(this, environment),
      deletionProtectionEnabled: deletionProtection,
      removalPolicy: deletionProtection ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });

    this.role = new iam.Role(this, "Role", {
      roleName: roleName(environment, name),
      description: `execution role of ${name} in ${environment}`,
      assumedBy: new iam.ServicePrincipal("lambda.amazonaws.com"),
    });
    this.logGroup.grantWrite(this.role);
    if (network) grantNetworkInterfaces(this.role);

    this.function = new lambda.Function(this, "Function", {
      description: description,
      runtime: lambda.Runtime.NODEJS_24_X,
      architecture: lambda.Architecture.ARM_64,
      code: bundledCode(source),
      handler: "index.handler",
      role: this.role,
      logGroup: this.logGroup,
      // Powertools writes JSON itself; Lambda's own JSON format would wrap it, and embedded metrics would not be seen.
      loggingFormat: lambda.LoggingFormat.TEXT,
      timeout,
      memorySize: memoryMiB,
      environment: { ...variables },
      ...(reservedConcurrency !== undefined && { reservedConcurrentExecutions: reservedConcurrency }),
      ...(network && {
        vpc: network.vpc,
        vpcSubnets: network.subnets,
        securityGroups: [network.securityGroup],
      }),
      ...async,
    });
  }
}

/** The hash is of what comes out, so that a change in a dependency deploys and a comment does not. */
function bundledCode(source: FunctionName): lambda.Code {
  return lambda.Code.fromAsset(functionSource(source), {
    assetHashType: AssetHashType.OUTPUT,
    bundling: {
      image: DockerImage.fromRegistry("never-pulled"),
      local: {
        tryBundle: (outdir) => {
          bundleFunction(source, outdir);
          return true;
        },
      },
    },
  });
}
