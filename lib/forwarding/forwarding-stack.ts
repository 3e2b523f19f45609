import { Stack, type StackProps } from "aws-cdk-lib";
import type * as kms from "aws-cdk-lib/aws-kms";
import type * as logs from "aws-cdk-lib/aws-logs";
import type { Construct } from "constructs";
import { type LogId, SINKS } from "../../catalog";
import type { EnvironmentConfig } from "../../config/schema";
import type { SearchEngine } from "../search/search-engine";
import { LogForwarding } from "./log-forwarding";
import { logsFor, sinksOf } from "./sinks";
import { Subscription } from "./subscription";
import { type WatchedForwarding, watchedForwarding } from "./watched-forwarding";

export interface ForwardingStackProps extends StackProps {
  readonly config: EnvironmentConfig;
  readonly groups: Readonly<Record<LogId, logs.ILogGroup>>;
  /** The environment's key, for the functions' log groups. */
  readonly key: kms.IKey;
  readonly engine?: SearchEngine | undefined;
}

/**
 * From the log groups to the sinks, in the topology of the environment's configuration. An environment without any sink
 * needs none of it: its records stay in CloudWatch Logs alone.
 */
export class ForwardingStack extends Stack {
  /** What there is to watch. */
  readonly watched: WatchedForwarding;

  /** @throws Error when the environment has no sink: there would be nothing to forward to */
  constructor(scope: Construct, id: string, { config, groups, key, engine, ...props }: ForwardingStackProps) {
    super(scope, id, props);

    const sinks = sinksOf(config);
    if (sinks.length === 0) {
      throw new Error(
        `${config.environment} has no ${SINKS.map(({ setting }) => setting).join(" or ")} to forward to; make no forwarding stack`,
      );
    }
    const forwarding = new LogForwarding(this, "Forwarding", { config, key, engine });
    for (const { id: log } of logsFor(sinks)) {
      new Subscription(this, `Subscription-${log}`, {
        environment: config.environment,
        log,
        group: groups[log],
        destination: forwarding.destination,
      });
    }
    this.watched = watchedForwarding(forwarding);
  }
}
