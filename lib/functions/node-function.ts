import { AssetHashType, DockerImage, type Duration, Stack } from "aws-cdk-lib";
import * as iam from "aws-cdk-lib/aws-iam";
import type * as kms from "aws-cdk-lib/aws-kms";
import * as lambda from "aws-cdk-lib/aws-lambda";
import * as logs from "aws-cdk-lib/aws-logs";
import { Construct } from "constructs";
import { FUNCTION_LOG_RETENTION_DAYS, functionLogGroupName, roleName, type RoleName } from "../../catalog";
import type { EnvironmentConfig } from "../../config/schema";
import { createDataProtectionPolicy } from "../storage/data-protection";
import { acknowledge, twinIds } from "../compliance";
import { allowNetworkInterfaces, allowTracing } from "../permissions/function-policies";
import { Role } from "../permissions/role";
import { asRetention } from "../storage/retention";
import { bundleFunction, type FunctionName, functionSource } from "./bundle";
import { retainOnceDeployed } from "../storage/removal-policies";
import type { FunctionNetwork } from "./function-network";

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
  readonly reservedConcurrency?: number | undefined;
  /** Where the events of failed invocations go, which a dead-letter queue of the function would not receive. */
  readonly failureHandling: FailureHandling;
  /** @default - outside any VPC */
  readonly network?: FunctionNetwork | undefined;
}

/**
 * - `event-source`: Lambda polls an event source, retries a failed batch, and passes it on as the event source mapping or
 *   the redrive policy of the queue says.
 * - `destination`: Lambda is invoked asynchronously, and sends a failed event to an on-failure destination.
 * - `deployment`: CloudFormation waits for the response, and a failed invocation fails the deployment.
 */
export type FailureHandling = "event-source" | "destination" | "deployment";

/**
 * A Lambda function from lambda/. esbuild bundles it into one file during synthesis, on this machine and without
 * Docker.
 *
 * The role has a fixed name, because the search engine maps the role by name. It may only write the function's own log
 * group; the managed policy `AWSLambdaBasicExecutionRole` would let it create and write any log group. AWS
 * X-Ray traces a sample of the invocations: how long an event waited, its attempts, and the time until the function ran.
 */
export class NodeFunction extends Construct {
  readonly function: lambda.Function;
  readonly role: Role;
  readonly logGroup: logs.LogGroup;

  constructor(scope: Construct, id: string, props: NodeFunctionProps) {
    super(scope, id);

    const { source, name, description, config, key, timeout, memoryMiB, variables, ...others } = props;
    const { reservedConcurrency, failureHandling, network, ...async } = others;
    const { environment, deletionProtection } = config;

    this.logGroup = new logs.LogGroup(this, "LogGroup", {
      logGroupName: functionLogGroupName(environment, name),
      encryptionKey: key,
      retention: asRetention(FUNCTION_LOG_RETENTION_DAYS),
      dataProtectionPolicy: createDataProtectionPolicy(this, environment),
      removalPolicy: retainOnceDeployed(deletionProtection),
    });

    this.role = new Role(this, "Role", {
      roleName: roleName(environment, name),
      description: `execution role of ${name} in ${environment}`,
      assumedBy: new iam.ServicePrincipal("lambda.amazonaws.com", {
        conditions: { StringEquals: { "aws:SourceAccount": Stack.of(this).account } },
      }),
    });
    this.logGroup.grantWrite(this.role);
    const policies = [allowTracing(this.role), ...(network ? [allowNetworkInterfaces(this.role)] : [])];

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
    // The construct's `tracing` would add a statement to the role of each function.
    (this.function.node.defaultChild as lambda.CfnFunction).tracingConfig = { mode: lambda.Tracing.ACTIVE };
    this.function.node.addDependency(...policies);
    this.acknowledgeFindings({ failureHandling, reservedConcurrency, network });
  }

  private acknowledgeFindings({
    failureHandling,
    reservedConcurrency,
    network,
  }: Pick<NodeFunctionProps, "failureHandling" | "reservedConcurrency" | "network">): void {
    const reviewed = { owner: "platform team", reviewBy: "2027-11-30" } as const;
    acknowledge(this.function, [
      {
        ids: twinIds("LambdaDLQ", "nist", "hipaa", "serverless"),
        reason: FAILURE_HANDLING_REASONS[failureHandling],
        ...reviewed,
      },
    ]);
    if (reservedConcurrency === undefined) {
      acknowledge(this.function, [
        {
          ids: twinIds("LambdaConcurrency", "nist", "hipaa"),
          reason:
            "forwarding.reservedConcurrency is not set, as in a new account, which cannot reserve any of its 10 or 50 " +
            "concurrent invocations; set it when the account has a higher quota",
          ...reviewed,
        },
      ]);
    }
    if (!network) {
      acknowledge(this.function, [
        {
          ids: twinIds("LambdaInsideVPC", "nist", "hipaa", "pci"),
          reason:
            "the function calls only public endpoints of AWS and of the vendor of its sink, over TLS, and nothing can " +
            "connect to it; in a VPC, the same requests would depend on a NAT gateway",
          ...reviewed,
        },
      ]);
    }
  }
}

const FAILURE_HANDLING_REASONS: Readonly<Record<FailureHandling, string>> = {
  "event-source":
    "Lambda polls an event source for the function, and uses a dead-letter queue of the function only for asynchronous " +
    "invocations, of which there are none; the event source mapping or the queue passes on what failed",
  destination:
    "the function has an on-failure destination, which receives each failed event with its error; a dead-letter queue " +
    "would receive the same events once more, without the error",
  deployment:
    "only CloudFormation invokes the function, during a deployment, and waits for its response: a failed invocation fails " +
    "the deployment, and the next deployment invokes it again",
};

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
