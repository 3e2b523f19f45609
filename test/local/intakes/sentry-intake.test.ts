import { type SentryIntake, startSentryIntake } from "../../../local/intakes";

const id = "ab".repeat(16);
const event = {
  event_id: id,
  timestamp: 1_767_355_200,
  platform: "python",
  level: "error",
  message: "sync failed",
};

let intake: SentryIntake;
beforeEach(async () => {
  intake = await startSentryIntake();
});
afterEach(() => intake.close());

test("a new event is passed on once, before it is acknowledged", async () => {
  const passedOn: string[] = [];
  await intake.close();
  intake = await startSentryIntake({
    passOn: (body) => {
      passedOn.push(body);
      return Promise.resolve();
    },
  });
  for (let times = 0; times < 2; times += 1) {
    const response = await post(envelope());
    await expect(response.json()).resolves.toEqual({ id });
  }
  expect(passedOn).toEqual([envelope()]);
});

test("an event that cannot be passed on is not acknowledged, and is passed on when it is sent again", async () => {
  let failures = 1;
  await intake.close();
  intake = await startSentryIntake({
    passOn: () => (failures-- > 0 ? Promise.reject(new Error("not ready")) : Promise.resolve()),
  });
  await expect(post(envelope())).rejects.toThrow("fetch failed");
  await expect(post(envelope())).resolves.toMatchObject({ status: 200 });
  expect(failures).toBe(-1);
  expect(intake.events).toHaveLength(1);
});

test("an envelope without items is discarded before the key is checked, as Sentry does", async () => {
  const auth = { "x-sentry-auth": `Sentry sentry_version=7, sentry_key=${"0".repeat(32)}` };
  const response = await post("{}\n", auth);
  expect(response.status).toBe(200);
  expect(intake.events).toHaveLength(0);
});

function envelope(sent: unknown = event, header: unknown = { event_id: id }): string {
  return [header, { type: "event" }, sent].map((part) => JSON.stringify(part)).join("\n");
}

function post(body: string, headers: Record<string, string> = {}) {
  const { username: key, origin } = new URL(intake.dsn);
  return fetch(`${origin}/api/1/envelope/`, {
    method: "POST",
    body,
    headers: {
      "content-type": "application/x-sentry-envelope",
      "x-sentry-auth": `Sentry sentry_version=7, sentry_key=${key}`,
      ...headers,
    },
  });
}

test("an envelope with one event is accepted", async () => {
  expect((await post(envelope())).status).toBe(200);
  expect(intake.events).toEqual([event]);
  expect(await (await fetch(`${intake.url}/events`)).json()).toEqual([event]);
});

test("an event that is sent twice is accepted twice and stored once", async () => {
  await post(envelope());
  expect((await post(envelope())).status).toBe(200);
  expect(intake.events).toHaveLength(1);
});

test.each([
  ["no key", envelope(), { "x-sentry-auth": "Sentry sentry_version=7" }, 403],
  ["another type", envelope(), { "content-type": "text/plain" }, 415],
  ["NaN", envelope().replace("1767355200", "NaN"), {}, 400],
  ["an invalid event", envelope({ ...event, level: "ERROR" }), {}, 400],
  ["another id in the header", envelope(event, { event_id: "cd".repeat(16) }), {}, 400],
  ["two events", `${envelope()}\n{"type":"event"}\n${JSON.stringify(event)}`, {}, 400],
  ["more than 200 KB", envelope({ ...event, extra: { note: "n".repeat(200_000) } }), {}, 413],
])("an envelope with %s is rejected, and the intake records the reason", async (_, body, headers, status) => {
  expect((await post(body, headers)).status).toBe(status);
  expect(intake.events).toEqual([]);
  expect(intake.rejectionReasons).toHaveLength(1);
});

test.each([
  ["alone", []],
  ["after its profile", [{ type: "profile" }, { event_id: "cd".repeat(16) }]],
])("a transaction %s is stored apart from the events", async (_, before) => {
  const transaction = { event_id: id, transaction: "/v1/stock/{sku}" };
  const body = [{ event_id: id }, ...before, { type: "transaction" }, transaction].map((part) =>
    JSON.stringify(part),
  );
  expect((await post(`${body.join("\n")}\n`)).status).toBe(200);
  expect(intake.events).toEqual([]);
  expect(intake.transactions).toEqual([transaction]);
  expect(await (await fetch(`${intake.url}/transactions`)).json()).toEqual([transaction]);
});

test("after a rotation the intake accepts only the key of the new DSN", async () => {
  const { username: oldKey } = new URL(intake.dsn);
  const newDsn = intake.rotateKey();
  expect(newDsn).toBe(intake.dsn);
  const auth = `Sentry sentry_version=7, sentry_key=${oldKey}`;
  expect((await post(envelope(), { "x-sentry-auth": auth })).status).toBe(403);
  expect((await post(envelope())).status).toBe(200);
});
