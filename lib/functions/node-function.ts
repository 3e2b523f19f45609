import { AssetHashType, DockerImage, type Duration } from "aws-cdk-lib";
import * as iam from "aws-cdk-lib/aws-iam";
import type * as kms from "aws-cdk-lib/aws-kms";
import * as lambda from "aws-cdk-lib/aws-lambda";
import * as logs from "aws-cdk-lib/aws-logs";
import { Construct } from "constructs";
import { FUNCTION_LOG_RETENTION_DAYS, functionLogGroupName, roleName, type RoleName } from "../../catalog";
import type { EnvironmentConfig } from "../../config/schema";
import { createDataProtectionPolicy } from "../storage/data-protection";
import { asRetention } from "../storage/retention";
import { bundleFunction, type FunctionName, functionSource } from "./bundle";
import { type FunctionNetwork, grantNetworkInterfaces } from "./function-network";
import { retainOnceDeployed } from "../storage/removal-policies";

export interface NodeFunctionProps extends lambda.EventInvokeConfigOptions {
  /** Folder of lambda/ with the function's source. */
  readonly source: FunctionName;
  /** Name of the role and of the log group. */
  readonly name: RoleName;
  readonly description: string;
  readonly config: EnvironmentConfig;
  /** Encrypts the log group. The key policy must admit CloudWatch Logs for the log groups of functions. */
  readonly key: kms.IKey;
  readonly timeout: Duration;
  readonly memoryMiB: number;
  /** The environment variables. They contain names and ARNs of secrets, never a secret. */
  readonly variables: Readonly<Record<string, string>>;
  /** @default - limited only by the account's concurrency */
  readonly reservedConcurrency?: number;
  /** @default - outside any VPC */
  readonly network?: FunctionNetwork | undefined;
}

/**
 * A Lambda function from lambda/. esbuild bundles it into one file during synthesis, on this machine and without
 * Docker.
 *
 * The role has a fixed name, because the search engine maps the role by name. It may only write the function's own log
 * group; the managed policy `AWSLambdaBasicExecutionRole` would let it create and write any log group. Tracing is off:
 * AWS X-Ray requires `Resource: *`, and Lambda's own metrics already show wait times, attempts and duration.
 */
export class NodeFunction extends Construct {
  readonly function: lambda.Function;
  readonly role: iam.Role;
  readonly logGroup: logs.LogGroup;

  constructor(scope: Construct, id: string, props: NodeFunctionProps) {
    super(scope, id);

    const { source, name, description, config, key, timeout, memoryMiB, variables, ...others } = props;
    const { reservedConcurrency, network, ...async } = others;
    const { environment, deletionProtection } = config;

    this.logGroup = new logs.LogGroup(this, "LogGroup", {
      logGroupName: functionLogGroupName(environment, name),
      encryptionKey: key,
      retention: asRetention(FUNCTION_LOG_RETENTION_DAYS),
      dataProtectionPolicy: createDataProtectionPolicy(this, environment),
      removalPolicy: retainOnceDeployed(deletionProtection),
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
      // Powertools writes JSON itself. Lambda's JSON format would wrap it, and CloudWatch would not extract the
      // embedded metrics.
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

/**
 * The asset hash is computed from the output. A changed dependency therefore causes a deployment; a changed comment
 * does not.
 */
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
