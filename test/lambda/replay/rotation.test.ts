import { SINK_NAMES, type SinkName } from "../../../catalog";
import { createRedactorProvider } from "../../../lambda/delivery/redactor-provider";
import { deliver } from "../../../lambda/delivery/deliver";
import { createFailedEventStore } from "../../../lambda/delivery/failed-event-store";
import { createSinkProvider, sinkBuilders } from "../../../lambda/delivery/sink-provider";
import { replayObject } from "../../../lambda/replay/replay-object";
import {
  type DatadogIntake,
  type OpenSearchIntake,
  type SentryIntake,
  startDatadogIntake,
  startOpenSearchIntake,
  startSentryIntake,
} from "../../../local/intakes";
import { logEvents } from "../../fixtures/delivery/log-events";
import { memoryStore } from "../../fixtures/delivery/memory-store";
import { virtualClock } from "../../fixtures/delivery/virtual-clock";

const NOW = 1_767_225_630_000;
const EVENTS = 3;
const password = (version: number) => ["made", "up", version].join("-");
const authorization = (version: number) =>
  `Basic ${Buffer.from(`forwarder:${password(version)}`).toString("base64")}`;

let opensearch: OpenSearchIntake;
let sentry: SentryIntake;
let datadog: DatadogIntake;
let acceptedVersion: number;
let secrets: Record<SinkName, string>;

beforeEach(async () => {
  acceptedVersion = 1;
  [opensearch, sentry, datadog] = await Promise.all([
    startOpenSearchIntake({
      now: () => NOW,
      faultOf: ({ headers }) =>
        headers.authorization === authorization(acceptedVersion) ? undefined : { status: 401 },
    }),
    startSentryIntake(),
    startDatadogIntake({ apiKey: password(0), now: () => NOW }),
  ]);
  secrets = { opensearch: searchSecret(1), sentry: sentry.dsn, datadog: datadog.rotateApiKey() };
});
afterEach(() => Promise.all([opensearch, sentry, datadog].map((intake) => intake.close())));

test("credentials that are revoked before the new ones are stored lose no event, in forwarder and replay", async () => {
  const store = memoryStore();
  const clock = virtualClock({ start: NOW });
  const [forwarder, replay] = [provider(clock.now), provider(clock.now)];
  const options = { clock, deadline: NOW + 60_000, store };
  const forward = async (batch: number) =>
    deliver(eventsOf(batch), await forwarder(), {
      ...options,
      failedEventStore: createFailedEventStore(store, clock.now),
    });
  const replayAll = async () => {
    const kinds = [];
    for (const key of store.objects.keys()) {
      const result = await replayObject(key, {
        ...options,
        sinkProvider: replay,
        redactorProvider: createRedactorProvider(() => Promise.resolve("made-up"), undefined, {
          now: clock.now,
        }),
      });
      kinds.push(result.kind);
    }
    return kinds;
  };
  const allSinks = <T>(value: T) => SINK_NAMES.map(() => value);
  const outcomes = (results: Awaited<ReturnType<typeof forward>>) =>
    results.map(({ ledger: { delivered, parked } }) => ({ delivered, parked }));

  // Both functions read the first credentials.
  expect(outcomes(await forward(1))).toEqual(allSinks({ delivered: EVENTS, parked: 0 }));
  await replay();

  acceptedVersion = 2;
  const newSecrets = {
    opensearch: searchSecret(2),
    sentry: sentry.rotateKey(),
    datadog: datadog.rotateApiKey(),
  };
  expect(outcomes(await forward(2))).toEqual(allSinks({ delivered: 0, parked: EVENTS }));
  expect(await replayAll()).toEqual(allSinks("stillParked"));

  secrets = newSecrets;
  expect(outcomes(await forward(3))).toEqual(allSinks({ delivered: EVENTS, parked: 0 }));
  // An attempt that finds the old credential builds its sink again: one more attempt at most.
  await replayAll();
  await replayAll();

  const ids = [1, 2, 3].flatMap((batch) => eventsOf(batch).map(({ record }) => record.message));
  expect(messagesAtSinks()).toEqual({ opensearch: ids, sentry: ids, datadog: ids });
  expect([...store.objects.keys()]).toEqual([]);
});

function messagesAtSinks(): Record<SinkName, unknown[]> {
  const sorted = (records: readonly Readonly<Record<string, unknown>>[]) =>
    records.map(({ message }) => message).sort();
  return {
    opensearch: sorted([...opensearch.documents.values()]),
    sentry: sorted(sentry.events),
    datadog: sorted(datadog.accepted().logs),
  };
}

function eventsOf(batch: number) {
  return logEvents(EVENTS).map((event) => ({
    ...event,
    id: `${batch}-${event.id}`,
    record: { ...event.record, level: "ERROR" as const, message: `batch ${batch}, ${event.id}` },
  }));
}

function provider(now: () => number) {
  const readSecret = (id: string) => Promise.resolve(secrets[id as SinkName]);
  const builders = sinkBuilders(
    {
      opensearch: {
        endpoints: [opensearch.url],
        authentication: { kind: "basic", secretId: "opensearch" },
        bulkSize: 100,
      },
      sentry: { dsnSecretId: "sentry", addressPolicy: { allowPrivate: true } },
      datadog: { apiKeySecretId: "datadog", intakeUrl: datadog.url },
    },
    { environment: "test", readSecret, now },
  );
  return createSinkProvider(builders, now);
}

function searchSecret(version: number): string {
  return JSON.stringify({ username: "forwarder", password: password(version) });
}
