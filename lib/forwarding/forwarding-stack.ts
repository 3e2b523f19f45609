import { Stack, type StackProps } from "aws-cdk-lib";
import type * as kms from "aws-cdk-lib/aws-kms";
import type * as lambda from "aws-cdk-lib/aws-lambda";
import type * as logs from "aws-cdk-lib/aws-logs";
import type * as sqs from "aws-cdk-lib/aws-sqs";
import type { Construct } from "constructs";
import type { LogId } from "../catalog";
import type { EnvironmentConfig } from "../config/schema";
import type { SearchEngine } from "../search/search-engine";
import { Forwarder } from "./forwarder";
import { logsFor, sinksOf } from "./sinks";
import { Subscription } from "./subscription";

export interface ForwardingStackProps extends StackProps {
  readonly config: EnvironmentConfig;
  readonly groups: Readonly<Record<LogId, logs.ILogGroup>>;
  /** The environment's key, for the forwarder's log group. */
  readonly key: kms.IKey;
  readonly engine?: SearchEngine | undefined;
}

/**
 * From the log groups to the sinks, in topology `direct`: each group invokes the one forwarder, which serves every sink.
 * An environment without any sink needs none of it: its records stay in CloudWatch Logs alone.
 */
export class ForwardingStack extends Stack {
  readonly forwarder: lambda.Function;
  /** What the forwarder could not deliver. */
  readonly undelivered: sqs.Queue;

  /** @throws Error when the environment has no sink: there would be nothing to forward to */
  constructor(scope: Construct, id: string, { config, groups, key, engine, ...props }: ForwardingStackProps) {
    super(scope, id, props);

    const sinks = sinksOf(config);
    if (sinks.length === 0) {
      throw new Error(
        `${config.environment} has no search, sentry or datadog to forward to; make no forwarding stack`,
      );
    }
    const forwarder = new Forwarder(this, "Forwarder", { config, key, engine });
    for (const { id: log } of logsFor(sinks)) {
      new Subscription(this, `Subscription-${log}`, {
        environment: config.environment,
        log,
        group: groups[log],
        forwarder: forwarder.function,
      });
    }
    this.forwarder = forwarder.function;
    this.undelivered = forwarder.undelivered.queue;
  }
}
