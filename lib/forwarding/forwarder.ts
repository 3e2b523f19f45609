import { Duration, RemovalPolicy } from "aws-cdk-lib";
import * as kms from "aws-cdk-lib/aws-kms";
import type * as lambda from "aws-cdk-lib/aws-lambda";
import { Construct } from "constructs";
import type { ForwarderEnvironment } from "../../lambda/forwarder/settings";
import type { SecretName } from "../catalog";
import type { EnvironmentConfig } from "../config/schema";
import { NodeFunction } from "../functions/node-function";
import type { SearchEngine } from "../search/search-engine";
import { SinkSecret } from "./sink-secret";
import { Undelivered } from "./undelivered";

export interface ForwarderProps {
  readonly config: EnvironmentConfig;
  /** Encrypts the function's log group. */
  readonly key: kms.IKey;
  /** @default - the environment has no search engine */
  readonly engine?: SearchEngine | undefined;
}

/**
 * The function that takes events from the log groups to the sinks, with its secrets and the queue for what it could not
 * deliver. Key, secrets, queue and role stand in one stack: across stacks their policies would name each other in a
 * circle.
 */
export class Forwarder extends Construct {
  readonly function: lambda.Function;
  readonly undelivered: Undelivered;

  constructor(scope: Construct, id: string, { config, key, engine }: ForwarderProps) {
    super(scope, id);

    const { environment, deletionProtection, forwarding, search, sentry, datadog } = config;
    const ownKey = new kms.Key(this, "Key", {
      alias: `inventorysync/${environment}/forwarder`,
      description: `encrypts the forwarder's secrets and undelivered events of ${environment}`,
      enableKeyRotation: true,
      removalPolicy: deletionProtection ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    const secret = (id: string, name: SecretName, says: string) =>
      new SinkSecret(this, id, { name, says, config, key: ownKey });
    const sentryDsn = sentry && secret("SentryDsn", "sentry-dsn", "DSN of the Sentry project");
    const datadogApiKey =
      datadog && secret("DatadogApiKey", "datadog-api-key", "API key of the Datadog organisation");
    this.undelivered = new Undelivered(this, "Undelivered", { key: ownKey, retain: deletionProtection });

    const variables: ForwarderEnvironment = {
      ENVIRONMENT: environment,
      ...engine?.environment,
      ...(search.kind !== "none" && { OPENSEARCH_BULK_SIZE: String(search.bulkSize) }),
      ...(sentryDsn && {
        SENTRY_DSN_SECRET_ID: sentryDsn.arn,
        SENTRY_ENVIRONMENT: sentry.environment ?? environment,
      }),
      ...(datadogApiKey && {
        DATADOG_API_KEY_SECRET_ID: datadogApiKey.arn,
        DATADOG_INTAKE_URL: datadog.intakeUrl ?? `https://http-intake.logs.${datadog.site}`,
      }),
    };
    const { function: fn, role } = new NodeFunction(this, "Function", {
      name: "forwarder",
      says: `takes the logs of ${environment} to its sinks, redacted`,
      config,
      key,
      variables: { ...variables },
      timeout: Duration.seconds(forwarding.timeoutSeconds),
      memoryMiB: forwarding.memoryMiB,
      reservedConcurrency: forwarding.reservedConcurrency,
      network: engine?.network,
      retryAttempts: 2,
      maxEventAge: Duration.hours(6),
      onFailure: this.undelivered,
    });
    this.function = fn;

    engine?.grantWrite(role);
    sentryDsn?.grantRead(role);
    datadogApiKey?.grantRead(role);
    this.undelivered.grantSend(role);
  }
}
