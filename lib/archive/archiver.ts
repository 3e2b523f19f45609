import { Duration } from "aws-cdk-lib";
import type * as kms from "aws-cdk-lib/aws-kms";
import type * as lambda from "aws-cdk-lib/aws-lambda";
import type * as logs from "aws-cdk-lib/aws-logs";
import { Construct } from "constructs";
import { ARCHIVED_LOGS, type LogId } from "../../catalog";
import {
  type EnvironmentConfig,
  FUNCTION_MEMORY_MIB,
  MIN_SQS_CONCURRENCY,
  reservedConcurrencyOf,
} from "../../config";
import type { ArchiverVariables } from "../../lambda/archiver/settings";
import { MAX_EVENT_AGE } from "../forwarding/max-event-age";
import { createQueueEventSource } from "../forwarding/queue-event-source";
import { redactionVariables } from "../forwarding/redaction-variables";
import type { RedactionKey } from "../forwarding/secrets/redaction-key";
import { Subscription } from "../forwarding/subscription";
import { ForwarderDestination } from "../forwarding/topology/direct";
import { NodeFunction } from "../functions/node-function";
import type { ArchiveDelivery } from "./archive-delivery";
import { RetryQueue } from "./retry-queue";

export interface ArchiverProps {
  readonly config: EnvironmentConfig;
  readonly groups: Readonly<Record<LogId, logs.ILogGroup>>;
  readonly delivery: ArchiveDelivery;
  readonly redactionKey: RedactionKey;
  /** Encrypts the queues. */
  readonly key: kms.IKey;
  /** The environment's key, for the function's log group. */
  readonly logGroupKey: kms.IKey;
}

const TIMEOUT = Duration.seconds(60);

/**
 * The function that redacts audit logs and writes them to Firehose, with a subscription filter of its own for each of
 * their log groups. It does not read the Kinesis data streams of topology `kinesis`, so that the archive is the same in
 * both topologies, and no fault of a sink's pipeline affects it. It uses the second of the two subscription filters that a
 * log group may have.
 */
export class Archiver extends Construct {
  readonly function: lambda.Function;
  readonly retryQueue: RetryQueue;

  constructor(scope: Construct, id: string, props: ArchiverProps) {
    super(scope, id);

    const { config, groups, delivery, redactionKey, key, logGroupKey } = props;
    const { environment, deletionProtection } = config;
    this.retryQueue = new RetryQueue(this, "Retry", { key, timeout: TIMEOUT, retain: deletionProtection });
    const variables: ArchiverVariables = {
      ENVIRONMENT: environment,
      REDACTION_KEY_SECRET_ID: redactionKey.arn,
      ...redactionVariables(config),
    };
    const { function: fn, role } = new NodeFunction(this, "Function", {
      source: "archiver",
      name: "archiver",
      description: `redacts the audit logs of ${environment} and writes them to the audit archive`,
      config,
      key: logGroupKey,
      variables: { ...variables },
      timeout: TIMEOUT,
      memoryMiB: FUNCTION_MEMORY_MIB.archiver,
      reservedConcurrency: reservedConcurrencyOf(config, "archiver"),
      failureHandling: "destination",
      retryAttempts: 2,
      maxEventAge: MAX_EVENT_AGE,
      onFailure: this.retryQueue,
    });
    this.function = fn;
    delivery.grantPut(role);
    redactionKey.grantRead(role);
    this.retryQueue.grantRetry(role);
    createQueueEventSource(this, "Retries", {
      target: fn,
      queue: this.retryQueue.queue,
      maxConcurrency: MIN_SQS_CONCURRENCY,
    });
    const destination = new ForwarderDestination(fn);
    for (const log of ARCHIVED_LOGS) {
      const subscription = new Subscription(this, `Subscription-${log}`, {
        environment,
        log,
        group: groups[log],
        destination,
      });
      // No event arrives before everything that archives it exists.
      subscription.node.addDependency(delivery, role, this.retryQueue);
    }
  }
}
