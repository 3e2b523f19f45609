import { Annotations, Stack, type StackProps } from "aws-cdk-lib";
import type * as kms from "aws-cdk-lib/aws-kms";
import type * as logs from "aws-cdk-lib/aws-logs";
import type { Construct } from "constructs";
import { type LogId, SINKS } from "../../catalog";
import type { EnvironmentConfig } from "../../config/schema";
import type { SearchEngine } from "../search/search-engine";
import { LogForwarding } from "./log-forwarding";
import { logsFor, MIN_UNRESERVED_CONCURRENCY, sinksOf, totalReservedConcurrency } from "../../config";
import type { RedactionKey } from "./secrets/redaction-key";
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
 * Delivers log events from the log groups to the sinks, with the topology of the environment's configuration. An
 * environment without a sink needs no such stack: its log events remain in CloudWatch Logs only.
 */
export class ForwardingStack extends Stack {
  /** The resources that alarms watch. */
  readonly watched: WatchedForwarding;
  /** The key of the hashes that redaction writes. */
  readonly redactionKey: RedactionKey;

  /** @throws Error if the environment has no sink: the stack would have no destination */
  constructor(scope: Construct, id: string, { config, groups, key, engine, ...props }: ForwardingStackProps) {
    super(scope, id, props);

    const sinks = sinksOf(config);
    if (sinks.length === 0) {
      throw new Error(
        `${config.environment} has no ${SINKS.map(({ setting }) => setting).join(" or ")} to forward to; create no forwarding stack`,
      );
    }
    const forwarding = new LogForwarding(this, "Forwarding", { config, key, engine });
    this.redactionKey = forwarding.redactionKey;
    const subscribed = logsFor(sinks);
    for (const { id: log } of subscribed) {
      const subscription = new Subscription(this, `Subscription-${log}`, {
        environment: config.environment,
        log,
        group: groups[log],
        destination: forwarding.destinationOf(log),
      });
      // No event arrives before everything that delivers it exists. A rollback of the first deployment therefore finds
      // the queues and the parking bucket empty, and IAM has had time to make the role of the subscriptions effective.
      subscription.node.addDependency(forwarding);
    }
    this.noteReservedConcurrency(config);
    this.watched = watchedForwarding(
      forwarding,
      subscribed.map(({ id: log }) => groups[log]),
    );
  }

  /** Lambda refuses a reservation that leaves too little for other functions, and a deployment then fails halfway. */
  private noteReservedConcurrency(config: EnvironmentConfig): void {
    const reserved = totalReservedConcurrency(config);
    if (reserved === 0) return;
    Annotations.of(this).addInfoV2(
      "inventorysync:reservedConcurrency",
      `the functions of ${config.environment} reserve ${reserved} concurrent executions, so the account needs a quota of ` +
        `at least ${reserved + MIN_UNRESERVED_CONCURRENCY}; a new account can have a quota of 10 or 50. Raise it in Service ` +
        "Quotas first, or remove forwarding.reservedConcurrency",
    );
  }
}
