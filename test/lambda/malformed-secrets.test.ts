import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { gunzipSync } from "node:zlib";
import { Logger } from "@aws-lambda-powertools/logger";
import type { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { deliver } from "../../lambda/delivery/deliver";
import { createFailedEventStore } from "../../lambda/delivery/failed-event-store";
import { createRedactorProvider } from "../../lambda/delivery/redactor-provider";
import { createSinkProvider, sinkBuilders } from "../../lambda/delivery/sink-provider";
import { credentialTexts } from "../../lambda/search-content/credential-texts";
import { createEngineClient } from "../../lambda/search-content/engine-client";
import { handleRequest } from "../../lambda/search-content/handle-request";
import { explainSecretErrors } from "../../lambda/shared/explain-secret-errors";
import { toSafeError } from "../../lambda/shared/safe-error";
import { searchAuthentication } from "../../lambda/shared/search-authentication";
import { createSearchClient } from "../../lambda/shared/search-client";
import { createSecretReader, type ReadSecret } from "../../lambda/shared/secret-reader";
import { logEvents } from "../fixtures/delivery/log-events";
import { memoryStore } from "../fixtures/delivery/memory-store";
import { virtualClock } from "../fixtures/delivery/virtual-clock";
import { fakeDeadline } from "../fixtures/engine/client";
import { customResourceRequest } from "../fixtures/engine/custom-resource-requests";
import { leakedParts, MALFORMED_SECRETS } from "../fixtures/secrets/malformed-secrets";

/** Statuses of an intake that answers with the request, as a debugging proxy does. */
const STATUSES = [302, 400, 401, 403, 500] as const;

let echo: Server;
let echoUrl: string;
let status = 0;
let written: string[] = [];

beforeAll(async () => {
  echo = createServer(({ method, url, headers, rawHeaders }, response) => {
    const quoted = JSON.stringify({ method, url, headers, rawHeaders });
    response.writeHead(status, {
      "content-type": "application/json",
      "x-request": encodeURIComponent(quoted),
    });
    response.end(JSON.stringify({ error: { type: "security_exception", reason: quoted }, request: quoted }));
  });
  await new Promise<void>((resolve) => echo.listen(0, "127.0.0.1", resolve));
  echoUrl = `http://127.0.0.1:${(echo.address() as AddressInfo).port}`;
});
afterAll(() => {
  echo.closeAllConnections();
  echo.close();
});

beforeEach(() => {
  written = [];
  const record = (...values: unknown[]) => {
    written.push(values.map(everythingIn).join(" "));
    return true;
  };
  for (const method of ["log", "info", "warn", "error", "debug"] as const)
    jest.spyOn(console, method).mockImplementation(record);
  jest.spyOn(process.stderr, "write").mockImplementation(record);
});
afterEach(() => jest.restoreAllMocks());

describe.each(Object.entries(MALFORMED_SECRETS))("a secret with %s", (_, secret) => {
  test.each(STATUSES)(
    "leaves the delivery in no reason and no log, if the intakes answer %i",
    async (answer) => {
      status = answer;
      const outcome = await deliverWith(readerOf(secret));
      expect(outcome.parkedOrRejected).toBeGreaterThan(0);
      expect(leakedParts(outcome.text)).toEqual([]);
    },
  );

  test.each(STATUSES)(
    "leaves search-content in no response and no log, if the engine answers %i",
    async (answer) => {
      status = answer;
      const text = await applyContentWith(readerOf(secret));
      expect(text).toContain("succeeded");
      expect(leakedParts(text)).toEqual([]);
    },
  );
});

test.each(Object.values(MALFORMED_SECRETS))(
  "an error of Secrets Manager that quotes %j is not copied",
  async (secret) => {
    status = 500;
    const error = Object.assign(new Error(secret, { cause: new Error(secret) }), {
      name: `${secret} Error`,
      code: secret,
      input: secret,
    });
    const client = { send: () => Promise.reject(error) } as unknown as SecretsManagerClient;
    const readSecret = explainSecretErrors(createSecretReader(client));
    const thrown = await readSecret("secret-id").catch((each: unknown) => each);
    const texts = [everythingIn(thrown), everythingIn(toSafeError(error))];
    expect(leakedParts([...texts, (await deliverWith(readSecret)).text].join("\n"))).toEqual([]);
  },
);

test("an empty secret and one without text are reported with their id", async () => {
  for (const SecretString of ["", "  ", undefined]) {
    const client = { send: () => Promise.resolve({ SecretString }) } as unknown as SecretsManagerClient;
    await expect(explainSecretErrors(createSecretReader(client))("secret-id")).rejects.toThrow(
      "secret secret-id has no text; give it a value in Secrets Manager",
    );
  }
});

test("the search for leaks finds a part of a secret", () => {
  const [secret = ""] = Object.values(MALFORMED_SECRETS);
  expect(leakedParts(`SyntaxError: Unexpected token in ${secret.slice(0, 20)}`)).not.toEqual([]);
});

function readerOf(SecretString: string): ReadSecret {
  const client = { send: () => Promise.resolve({ SecretString }) } as unknown as SecretsManagerClient;
  return explainSecretErrors(createSecretReader(client));
}

/** Delivers an event to every sink, with the same secret for all of them and for the hash key. */
async function deliverWith(readSecret: ReadSecret) {
  const clock = virtualClock({ start: 1_767_225_700_000 });
  const context = { environment: "test", readSecret, now: clock.now };
  const builders = (["basic", "apiKey"] as const).flatMap((kind) =>
    sinkBuilders(
      {
        opensearch: { endpoints: [echoUrl], authentication: { kind, secretId: "search" }, bulkSize: 10 },
        sentry: { dsnSecretId: "dsn", addressPolicy: { allowPrivate: false } },
        datadog: { apiKeySecretId: "key", intakeUrl: echoUrl },
      },
      context,
    ),
  );
  const redactor = await createRedactorProvider(() => readSecret("redaction-key"))();
  const store = memoryStore();
  const events = logEvents(1).map((event) => ({
    ...event,
    record: { ...event.record, level: "ERROR" as const },
  }));
  const results = await deliver(events, await createSinkProvider(builders, clock.now)(), {
    clock,
    deadline: clock.now() + 60_000,
    failedEventStore: createFailedEventStore(store, clock.now),
  });
  const objects = [...store.objects].map(([key, body]) => `${key} ${gunzipSync(body).toString("utf8")}`);
  const redacted = redactor.redactText("from jane@example.com").text;
  return {
    parkedOrRejected: results.reduce((sum, { ledger }) => sum + ledger.parked + ledger.rejected, 0),
    text: [JSON.stringify(results), ...objects, redacted, ...written].join("\n"),
  };
}

/** The outcomes of the custom resource, with both kinds of credentials. */
async function applyContentWith(readSecret: ReadSecret): Promise<string> {
  const logger = new Logger({ serviceName: "search-content" });
  const outcomes = [];
  for (const kind of ["basic", "apiKey"] as const) {
    const connect = async () => {
      const authentication = await searchAuthentication({ kind, secretId: "search" }, readSecret);
      const client = createSearchClient({ endpoints: [echoUrl], authentication });
      return createEngineClient(client, fakeDeadline(20_000), credentialTexts(authentication));
    };
    outcomes.push(await handleRequest(customResourceRequest("Create"), connect, logger));
  }
  return [JSON.stringify(outcomes), ...written].join("\n");
}

/** Everything that a log can contain of a value: its text, and for an error every property and the stack. */
function everythingIn(value: unknown): string {
  if (!(value instanceof Error)) return typeof value === "string" ? value : JSON.stringify(value);
  const own = Object.getOwnPropertyNames(value).map((name) => everythingIn(Reflect.get(value, name)));
  return [value.name, value.message, ...own].join(" ");
}
