import { Duration } from "aws-cdk-lib";
import type * as iam from "aws-cdk-lib/aws-iam";
import type * as kms from "aws-cdk-lib/aws-kms";
import type { Construct } from "constructs";
import { SINK_NAMES, type SinkName } from "../../catalog";
import type { EnvironmentConfig } from "../../config/schema";
import type { VariablesBySink } from "../../lambda/delivery/settings";
import type { ForwarderVariables } from "../../lambda/forwarder/settings";
import type { FunctionNetwork } from "../functions/function-network";
import type { SearchEngine } from "../search/search-engine";
import { SinkSecret } from "./secrets/sink-secret";

/** A function's access to a sink: environment variables, network and grants. */
export interface SinkAccess extends Access<Partial<ForwarderVariables>> {
  readonly sink: SinkName;
}

interface Access<Variables> {
  readonly variables: Variables;
  /** @default - outside any VPC */
  readonly network?: FunctionNetwork | undefined;
  /**
   * How long Lambda may collect events into one batch for this sink.
   * @default Duration.seconds(0)
   */
  readonly batchingWindow?: Duration;
  grantSend(role: iam.Role): void;
}

export interface SinkAccessProps {
  readonly config: EnvironmentConfig;
  /** Encrypts the secrets. */
  readonly key: kms.IKey;
  /** @default - the environment has no search engine */
  readonly engine?: SearchEngine | undefined;
}

/** The access to each sink of an environment. Creates the secrets of the sinks. */
export function createSinkAccess(scope: Construct, props: SinkAccessProps): readonly SinkAccess[] {
  return SINK_NAMES.flatMap((sink) => {
    const access = CREATE_ACCESS[sink](scope, props);
    return access ? [{ sink, ...access }] : [];
  });
}

/** Undefined where the environment does not have the sink. */
const CREATE_ACCESS: {
  readonly [Name in SinkName]: (
    scope: Construct,
    props: SinkAccessProps,
  ) => Access<VariablesBySink[Name]> | undefined;
} = {
  opensearch: openSearchAccess,
  sentry: sentryAccess,
  datadog: datadogAccess,
};

function openSearchAccess(_: Construct, { config: { search }, engine }: SinkAccessProps) {
  if (search.kind === "none" || !engine) return undefined;
  return {
    variables: { ...engine.variables, OPENSEARCH_BULK_SIZE: String(search.bulkSize) },
    network: engine.network,
    batchingWindow: Duration.seconds(search.flushIntervalSeconds),
    grantSend: (role: iam.Role) => {
      engine.grantWrite(role);
    },
  };
}

function sentryAccess(scope: Construct, { config, key }: SinkAccessProps) {
  const { environment, sentry } = config;
  if (!sentry) return undefined;
  const description = "DSN of the Sentry project";
  const dsn = new SinkSecret(scope, "SentryDsn", { name: "sentry-dsn", description, config, key });
  return {
    variables: {
      SENTRY_DSN_SECRET_ID: dsn.arn,
      SENTRY_ENVIRONMENT: sentry.environment ?? environment,
      ...addressVariables(config),
    },
    grantSend: (role: iam.Role) => {
      dsn.grantRead(role);
    },
  };
}

function datadogAccess(scope: Construct, { config, key }: SinkAccessProps) {
  const { datadog } = config;
  if (!datadog) return undefined;
  const description = "API key of the Datadog organisation";
  const apiKey = new SinkSecret(scope, "DatadogApiKey", {
    name: "datadog-api-key",
    description,
    config,
    key,
  });
  return {
    variables: {
      DATADOG_API_KEY_SECRET_ID: apiKey.arn,
      DATADOG_INTAKE_URL: datadog.intakeUrl ?? `https://http-intake.logs.${datadog.site}`,
      ...addressVariables(config),
    },
    grantSend: (role: iam.Role) => {
      apiKey.grantRead(role);
    },
  };
}

function addressVariables({
  forwarding,
}: EnvironmentConfig): Pick<ForwarderVariables, "ALLOW_PRIVATE_ADDRESSES"> {
  return forwarding.allowPrivateAddresses ? { ALLOW_PRIVATE_ADDRESSES: "true" } : {};
}
