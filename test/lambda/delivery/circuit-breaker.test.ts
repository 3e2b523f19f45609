import { createCircuitBreaker } from "../../../lambda/delivery/circuit-breaker";
import type { Item, Send, Verdict } from "../../../lambda/delivery/sinks/sink";
import { logEvents } from "../../fixtures/delivery/log-events";

const LIMITS = { failureThreshold: 3, minFailingMs: 1_000, openMs: 30_000 };
const ATTEMPT = { timeoutMs: 1_000, mayBeDuplicate: false };
const BATCH: readonly Item[] = logEvents(2).map((event) => ({ event, body: "", bytes: 0 }));
const RETRY: Verdict = { kind: "retry", afterMs: 0, reason: "503" };
const DELIVERED: Verdict = { kind: "delivered" };

let now: number;
let answers: (readonly Verdict[])[];
let requests: number;
let sendThroughBreaker: Send;

beforeEach(() => {
  [now, answers, requests] = [0, [], 0];
  sendThroughBreaker = createCircuitBreaker(
    () => now,
    LIMITS,
  )(() => {
    requests += 1;
    return Promise.resolve(answers.shift() ?? [DELIVERED, DELIVERED]);
  });
});

const send = () => sendThroughBreaker(BATCH, ATTEMPT);

/** So many failures, each half a second after the last. */
async function failTimes(times: number) {
  for (let count = 0; count < times; count += 1) {
    answers.push([RETRY, RETRY]);
    await send();
    now += 500;
  }
}

test("a sink that has failed whole for a while is left alone, and says for how long", async () => {
  await failTimes(3);
  await expect(send()).resolves.toMatchObject([
    { kind: "retry", afterMs: 29_500 },
    { kind: "retry", afterMs: 29_500 },
  ]);
  expect(requests).toBe(3);
});

test("failures within a moment are one blip", async () => {
  answers = Array.from({ length: 10 }, () => [RETRY, RETRY]);
  await Promise.all(Array.from({ length: 10 }, send));
  await send();
  expect(requests).toBe(11);
});

test.each([
  ["an event that is delivered", [DELIVERED, RETRY]],
  ["an event that is refused", [RETRY, { kind: "reject", reason: "400" }]],
] as const)("%s ends a row of failures", async (_, verdicts) => {
  await failTimes(2);
  answers.push(verdicts);
  await send();
  await failTimes(2);
  await send();
  expect(requests).toBe(6);
});

test("after the silence one request tries, and the others wait for its answer", async () => {
  await failTimes(3);
  now += 30_000;
  const both = await Promise.all([send(), send()]);
  expect(both).toEqual([
    [DELIVERED, DELIVERED],
    [expect.objectContaining({ kind: "retry", afterMs: 1_000 }), expect.anything()],
  ]);
  await send();
  expect(requests).toBe(5);
});

test("a try that fails begins the silence anew", async () => {
  await failTimes(3);
  now += 30_000;
  await failTimes(1);
  await expect(send()).resolves.toMatchObject([{ afterMs: 29_500 }, { afterMs: 29_500 }]);
  expect(requests).toBe(4);
});

test("a sink that asks for silence gets it, from every request", async () => {
  answers.push([{ ...RETRY, afterMs: 7_000 }, RETRY]);
  await send();
  now = 6_999;
  await expect(send()).resolves.toMatchObject([{ afterMs: 1 }, { afterMs: 1 }]);
  now = 7_000;
  await expect(send()).resolves.toEqual([DELIVERED, DELIVERED]);
  expect(requests).toBe(2);
});

test("a sink that throws has failed", async () => {
  const throwing = createCircuitBreaker(() => now, LIMITS)(() => Promise.reject(new Error("no")));
  for (let count = 0; count < 3; count += 1) {
    await expect(throwing(BATCH, ATTEMPT)).rejects.toThrow("no");
    now += 500;
  }
  await expect(throwing(BATCH, ATTEMPT)).resolves.toMatchObject([{ kind: "retry" }, { kind: "retry" }]);
});
