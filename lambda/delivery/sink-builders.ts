import type { DeliverySettings, OpenSearchSettings } from "../forwarder/settings";
import { searchAuthentication } from "../shared/search-authentication";
import { createSearchClient } from "../shared/search-client";
import type { ReadSecret } from "../shared/secrets";
import type { SinkBuilder } from "./sink-provider";
import {
  createDatadogSink,
  createOpenSearchSink,
  createSentrySink,
  datadogRoute,
  opensearchRoute,
  sentryRoute,
  stormFilter,
} from "./sinks";

/** How each sink of the settings is set up; its secret is read when it is. */
export function sinkBuilders(
  { environment, opensearch, sentry, datadog }: DeliverySettings,
  readSecret: ReadSecret,
  now: () => number,
): SinkBuilder[] {
  const builders: SinkBuilder[] = [];
  if (opensearch) {
    const { bulkSize } = opensearch;
    builders.push({
      route: opensearchRoute,
      build: async () =>
        createOpenSearchSink({
          client: await searchClient(opensearch, readSecret),
          environment,
          bulkSize,
          now,
        }),
    });
  }
  if (sentry) {
    const { dsnSecretId, ...options } = sentry;
    builders.push({
      route: sentryRoute,
      build: async () => createSentrySink({ dsn: await readSecret(dsnSecretId), ...options, now }),
    });
  }
  if (datadog) {
    const { apiKeySecretId, intakeUrl } = datadog;
    builders.push({
      route: datadogRoute,
      build: async () =>
        createDatadogSink({ apiKey: await readSecret(apiKeySecretId), intakeUrl, environment, now }),
    });
  }
  return builders;
}

/** For a forwarder, which meets storms; a replay meets only what was kept of them. */
export function withStormFilter(builders: readonly SinkBuilder[], now: () => number): SinkBuilder[] {
  return builders.map((builder) =>
    builder.route.name === "sentry"
      ? { ...builder, route: { ...builder.route, condense: stormFilter(now) } }
      : builder,
  );
}

async function searchClient(
  { endpoints, authentication, secretId }: OpenSearchSettings,
  readSecret: ReadSecret,
) {
  const variables = {
    OPENSEARCH_AUTHENTICATION: authentication,
    ...(secretId !== undefined && { OPENSEARCH_SECRET_ID: secretId }),
  };
  return createSearchClient({ endpoints, authentication: await searchAuthentication(variables, readSecret) });
}
