import { FORWARDER_DEBUG_KEY } from "../../../catalog";
import { createDebugModeReader, DEBUG_MODE_CACHE_MS } from "../../../lambda/forwarder/debug-mode-reader";
import { memoryStore } from "../../fixtures/delivery/memory-store";

const START = Date.parse("2026-03-01T12:00:00.000Z");
const END = START + 30 * 60_000;
const MODE = {
  level: "DEBUG",
  since: new Date(START).toISOString(),
  until: new Date(END).toISOString(),
  startedBy: "arn:aws:iam::111122223333:role/engineers",
};

function readerAt(start: number) {
  const store = memoryStore();
  const clock = { now: start };
  return { store, clock, read: createDebugModeReader(store, () => clock.now) };
}

const store = async (objects: ReturnType<typeof memoryStore>, value: unknown) =>
  objects.put(FORWARDER_DEBUG_KEY, new TextEncoder().encode(JSON.stringify(value)));
const reads = ({ calls }: ReturnType<typeof memoryStore>) =>
  calls.filter((call) => call.startsWith("get")).length;

test("a stored debug mode is read, at most once a minute", async () => {
  const { store: objects, clock, read } = readerAt(START);
  await store(objects, MODE);
  expect(await read()).toEqual(MODE);
  clock.now += DEBUG_MODE_CACHE_MS - 1;
  expect(await read()).toEqual(MODE);
  expect(reads(objects)).toBe(1);
  clock.now += 1;
  await read();
  expect(reads(objects)).toBe(2);
});

test("debug mode ends on time from the cache, and while S3 does not answer", async () => {
  const { store: objects, clock, read } = readerAt(END - 1);
  await store(objects, MODE);
  expect(await read()).toEqual(MODE);
  objects.failNext("get");
  clock.now = END;
  expect(await read()).toBeUndefined();
});

test("a failed read keeps the debug mode that was read before", async () => {
  const { store: objects, clock, read } = readerAt(START);
  await store(objects, MODE);
  await read();
  objects.failNext("get");
  clock.now += DEBUG_MODE_CACHE_MS;
  expect(await read()).toEqual(MODE);
});

test("without an object, or if the first read fails, there is no debug mode, and S3 is not asked again at once", async () => {
  const { store: objects, read } = readerAt(START);
  objects.failNext("get");
  expect([await read(), await read()]).toEqual([undefined, undefined]);
  expect(reads(objects)).toBe(1);
  expect(await readerAt(START).read()).toBeUndefined();
});
