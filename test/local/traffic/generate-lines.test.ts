import { LOGS } from "../../../catalog";
import { logRecordSchema } from "../../../catalog/record";
import { generateLines } from "../../../local/traffic/generate-lines";
import type { LogLine } from "../../../local/traffic/log-line";

const NOW = Date.parse("2026-03-01T12:00:00Z");
const lines = generateLines({ seed: 7, lines: 3_000, now: NOW });

test("the same seed and time give the same lines", () => {
  expect(generateLines({ seed: 7, lines: 3_000, now: NOW })).toEqual(lines);
});

test("another seed gives other lines", () => {
  expect(generateLines({ seed: 8, lines: 3_000, now: NOW })).not.toEqual(lines);
});

test("lines are in the order of their times, and none is in the future", () => {
  const times = lines.map(({ timestamp }) => timestamp);
  expect(times).toEqual(times.toSorted((a, b) => a - b));
  expect(times.at(-1)).toBeLessThanOrEqual(NOW);
});

test("every record is valid, with a logger of its log", () => {
  const records = lines.flatMap(({ record }) => record ?? []);
  expect(records.length).toBeGreaterThan(2_500);
  for (const record of records) expect(logRecordSchema.safeParse(record).error).toBeUndefined();
});

test.each(LOGS.map(({ id }) => id))("the %s log gets lines", (id) => {
  expect(lines.filter(({ log }) => log === id).length).toBeGreaterThan(50);
});

test("the first measurement is an integer, and later ones are not", () => {
  const [first, ...others] = lines.flatMap(({ record }) =>
    record?.logger === "inventorysync.performance" ? (record.value ?? []) : [],
  );
  expect(Number.isInteger(first)).toBe(true);
  expect(others.some((value) => !Number.isInteger(value))).toBe(true);
});

test("a planted value occurs in its line", () => {
  const linesWithSecrets = lines.filter(
    (line): line is LogLine & Required<Pick<LogLine, "plantedSecret">> => line.plantedSecret !== undefined,
  );
  expect(linesWithSecrets.length).toBeGreaterThan(50);
  for (const { text, plantedSecret } of linesWithSecrets) expect(text).toContain(plantedSecret.value);
});

test("every kind of secret is planted", () => {
  expect(new Set(lines.flatMap(({ plantedSecret }) => plantedSecret?.kind ?? []))).toEqual(
    new Set(["password", "token", "authorization", "cookie", "e-mail address", "card number"]),
  );
});

test("a line contains no line break", () => {
  expect(lines.filter(({ text }) => text.includes("\n"))).toEqual([]);
});

test("one request has lines in several logs", () => {
  const logsOf = (id: string | undefined) =>
    new Set(lines.filter(({ record }) => record && record.request_id === id).map(({ log }) => log));
  const ids = new Set(lines.flatMap(({ record }) => record?.request_id ?? []));
  expect(Math.max(...[...ids].map((id) => logsOf(id).size))).toBeGreaterThanOrEqual(3);
});
