import { createCircuitBreaker } from "../../../lambda/delivery/circuit-breaker";
import { MAX_PAUSE_MS } from "../../../lambda/delivery/sinks/pause";
import { bodyOf } from "../../../lambda/delivery/sinks/body-writer";
import type { Item, Send, Verdict } from "../../../lambda/delivery/sinks/sink";
import { logEvents } from "../../fixtures/delivery/log-events";

const LIMITS = { failureThreshold: 3, minFailingMs: 1_000, openMs: 30_000 };
const ATTEMPT = { timeoutMs: 1_000, mayBeDuplicate: false };
const BATCH: readonly Item[] = logEvents(2).map((event) => ({ event, ...bodyOf("") }));
const RETRY: Verdict = { kind: "retry", afterMs: 0, reason: "503" };
const DELIVERED: Verdict = { kind: "delivered" };

const START = 1_000_000;

let now: number;
let answers: (readonly Verdict[] | Promise<readonly Verdict[]>)[];
let requests: number;
/** Number of events in each request. */
let sizes: number[];
let sendThroughBreaker: Send;

beforeEach(() => {
  [now, answers, requests, sizes] = [START, [], 0, []];
  sendThroughBreaker = createCircuitBreaker(
    () => now,
    LIMITS,
  )((batch) => {
    requests += 1;
    sizes.push(batch.length);
    return Promise.resolve(answers.shift() ?? batch.map(() => DELIVERED));
  });
});

const send = () => sendThroughBreaker(BATCH, ATTEMPT);

/** Fails this many times, each half a second after the last. */
async function failTimes(times: number) {
  for (let count = 0; count < times; count += 1) {
    answers.push([RETRY, RETRY]);
    await send();
    now += 500;
  }
}

test("the circuit opens after consecutive failures, and its verdicts have the remaining time", async () => {
  await failTimes(3);
  await expect(send()).resolves.toMatchObject([
    { kind: "retry", afterMs: 29_500, reason: expect.stringMatching(/^circuit open: /) as string },
    { kind: "retry", afterMs: 29_500 },
  ]);
  expect(requests).toBe(3);
});

test("concurrent failures count as one failure", async () => {
  answers = Array.from({ length: 10 }, () => [RETRY, RETRY]);
  await Promise.all(Array.from({ length: 10 }, send));
  await send();
  expect(requests).toBe(11);
});

test.each([
  ["a delivered event", [DELIVERED, RETRY]],
  ["a rejected event", [RETRY, { kind: "reject", reason: "400" }]],
] as const)("%s resets the count of consecutive failures", async (_, verdicts) => {
  await failTimes(2);
  answers.push(verdicts);
  await send();
  await failTimes(3);
  await send();
  expect(requests).toBe(6);
});

test("failures below the threshold leave the circuit closed, however far apart they are", async () => {
  await failTimes(1);
  now += 60_000;
  await failTimes(1);
  await expect(send()).resolves.toEqual([DELIVERED, DELIVERED]);
});

test("the half-open circuit sends one event, and delays the others until its result", async () => {
  await failTimes(3);
  now += 30_000;
  const both = await Promise.all([send(), send()]);
  expect(both).toMatchObject([
    [DELIVERED, { kind: "retry", afterMs: 0 }],
    [
      { kind: "retry", afterMs: 1_000 },
      { kind: "retry", afterMs: 1_000 },
    ],
  ]);
  await expect(send()).resolves.toEqual([DELIVERED, DELIVERED]);
  expect(requests).toBe(5);
});

test("after the longest pause one event probes the sink, and another refusal begins another pause", async () => {
  const longest: Verdict = { ...RETRY, afterMs: MAX_PAUSE_MS };
  answers.push([longest, longest], [longest]);
  await send();
  now += MAX_PAUSE_MS - 1;
  await expect(send()).resolves.toMatchObject([{ afterMs: 1 }, { afterMs: 1 }]);
  now += 1;
  await expect(send()).resolves.toMatchObject([{ afterMs: MAX_PAUSE_MS }, { kind: "retry" }]);
  now += MAX_PAUSE_MS;
  await expect(send()).resolves.toMatchObject([DELIVERED, { kind: "retry" }]);
  await expect(send()).resolves.toEqual([DELIVERED, DELIVERED]);
  expect(sizes).toEqual([2, 1, 1, 2]);
});

test("a failed trial request opens the circuit again for the full time", async () => {
  await failTimes(3);
  now += 30_000;
  await failTimes(1);
  await expect(send()).resolves.toMatchObject([{ afterMs: 29_500 }, { afterMs: 29_500 }]);
  expect(requests).toBe(4);
});

test("each time that the circuit was open is followed by one trial request", async () => {
  await failTimes(3);
  for (let trial = 0; trial < 2; trial += 1) {
    now += 30_000;
    await failTimes(1);
  }
  expect(requests).toBe(5);
});

test("a request from before the circuit opened that fails during the trial request lets no other through", async () => {
  const [early, trial] = [deferredAnswer(), deferredAnswer()];
  answers.push(early.answer);
  const sentEarly = send();
  await failTimes(3);
  now += 30_000;
  answers.push(trial.answer);
  const sentAsTrial = send();
  early.answerWith([RETRY, RETRY]);
  await sentEarly;
  now += 30_000;
  await expect(send()).resolves.toMatchObject([{ afterMs: 1_000 }, { afterMs: 1_000 }]);
  trial.answerWith([DELIVERED]);
  await expect(sentAsTrial).resolves.toMatchObject([DELIVERED, { kind: "retry", afterMs: 0 }]);
});

test("the circuit opens for the time of a rate limit", async () => {
  answers.push([{ ...RETRY, afterMs: 7_000 }, RETRY]);
  await send();
  now = START + 6_999;
  await expect(send()).resolves.toMatchObject([{ afterMs: 1 }, { afterMs: 1 }]);
  now = START + 7_000;
  await expect(send()).resolves.toEqual([DELIVERED, DELIVERED]);
  expect(requests).toBe(2);
});

test("a response without verdicts is no failure", async () => {
  await failTimes(2);
  answers.push([]);
  await send();
  await failTimes(2);
  await send();
  expect(requests).toBe(6);
});

test("by default the circuit opens for 30 seconds after five failures in five seconds", async () => {
  const failing = createCircuitBreaker(() => now)((batch) => Promise.resolve(batch.map(() => RETRY)));
  const afterMs = async () =>
    (await failing(BATCH, ATTEMPT)).map((verdict) => "afterMs" in verdict && verdict.afterMs);
  for (let count = 0; count < 5; count += 1) {
    await expect(afterMs()).resolves.toEqual([0, 0]);
    now += 1_250;
  }
  await expect(afterMs()).resolves.toEqual([28_750, 28_750]);
});

test("an exception of the sink counts as a failure", async () => {
  const throwing = createCircuitBreaker(() => now, LIMITS)(() => Promise.reject(new Error("no")));
  for (let count = 0; count < 3; count += 1) {
    await expect(throwing(BATCH, ATTEMPT)).rejects.toThrow("no");
    now += 500;
  }
  await expect(throwing(BATCH, ATTEMPT)).resolves.toMatchObject([{ kind: "retry" }, { kind: "retry" }]);
});

/** An answer that the sink gives when the test says so. */
function deferredAnswer() {
  let answerWith: (verdicts: readonly Verdict[]) => void = () => undefined;
  const answer = new Promise<readonly Verdict[]>((resolve) => {
    answerWith = resolve;
  });
  return { answer, answerWith };
}
