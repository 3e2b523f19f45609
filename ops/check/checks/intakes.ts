import { parseDsn } from "../../../lambda/delivery/sinks/sentry/dsn";
import { post } from "../../../lambda/delivery/sinks/http";
import { secretName } from "../../../catalog";
import { parseObject } from "../../../lambda/shared/json";
import { safeErrorName } from "../../../lambda/shared/safe-error-name";
import { datadogApiUrl } from "../../sinks";
import type { Check } from "../check";
import { failed, notVerifiable, verified } from "../outcome";
import { putValue, readSecretText } from "./secrets";

const TIMEOUT_MS = 10_000;

/** The remedy for what only an event can show. */
const sendAnEvent = (environment: string) =>
  `send marked events, and find them in the sink: npx logs smoke ${environment}`;

/** Source: Datadog API Reference, "Validate API key": 200 with `valid`, or 403. */
export const datadogIntake: Check = {
  id: "datadog-intake",
  item: "log-aggregation",
  title: "Datadog accepts the API key",
  appliesTo: ({ datadog }) => datadog !== undefined,
  async run(context) {
    const { environment, datadog } = context.config;
    const id = secretName(environment, "datadog-api-key");
    const secret = await readSecretText(context, id, { isGenerated: true });
    if ("outcome" in secret) return secret.outcome;
    const site = datadog?.site ?? "";
    const url = `${datadogApiUrl(context.config)}/api/v1/validate`;
    const response = await getStatus(url, { "dd-api-key": secret.text });
    if ("problem" in response)
      return notVerifiable(
        `GET ${url} got no response: ${response.problem}`,
        `check the network; ${sendAnEvent(environment)}`,
      );
    const { status, body } = response;
    if (status === 200 && parseObject(body)["valid"] === true)
      return verified(`GET ${url} answers that the key is valid; no log was sent`);
    if (status === 401 || status === 403)
      return failed(
        `GET ${url} answers ${status}: the key is not valid at ${site}`,
        `${putValue(id)}; or correct datadog.site`,
      );
    return notVerifiable(`GET ${url} answers ${status}, expected 200 or 403`, sendAnEvent(environment));
  },
};

async function getStatus(
  url: string,
  headers: Readonly<Record<string, string>>,
): Promise<{ readonly status: number; readonly body: string } | { readonly problem: string }> {
  try {
    const response = await fetch(url, {
      headers,
      redirect: "manual",
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    return { status: response.status, body: await response.text() };
  } catch (error) {
    // The error may quote a header, and with it the key.
    const { cause } = error as Error;
    return { problem: safeErrorName(cause ?? error) };
  }
}

/**
 * Sentry documents no request that checks a key and sends no data. It discards an envelope without items before it checks
 * the key (Sentry Relay, `handle_envelope` in relay-server/src/endpoints/common.rs), so the answer 200 says only that
 * something at the address speaks the protocol. Another answer is a failure.
 */
export const sentryIntake: Check = {
  id: "sentry-intake",
  item: "sentry",
  title: "Sentry accepts the key of the DSN",
  appliesTo: ({ sentry }) => sentry !== undefined,
  async run(context) {
    const { environment, forwarding } = context.config;
    const id = secretName(environment, "sentry-dsn");
    const secret = await readSecretText(context, id, { isGenerated: true });
    if ("outcome" in secret) return secret.outcome;
    const { url, auth } = parseDsn(secret.text, { allowPrivate: forwarding.allowPrivateAddresses });
    const headers = { "content-type": "application/x-sentry-envelope", "x-sentry-auth": auth };
    const answer = await post({ url, headers, body: Buffer.from("{}\n"), timeoutMs: TIMEOUT_MS });
    if (answer.kind === "noResponse")
      return notVerifiable(
        `POST ${url} got ${answer.reason}`,
        `check the network and the DSN; ${sendAnEvent(environment)}`,
      );
    const { status } = answer;
    if (status === 200)
      return notVerifiable(
        `POST ${url} answers an envelope without items with 200, but Sentry discards it before it checks the key, and has no request that checks a key without data`,
        sendAnEvent(environment),
      );
    if (status === 401 || status === 403 || status === 404)
      return failed(`POST ${url} answers ${status}: the DSN is not one of a project`, putValue(id));
    return notVerifiable(`POST ${url} answers ${status}, expected 200`, sendAnEvent(environment));
  },
};
