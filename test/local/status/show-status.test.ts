import { PassThrough } from "node:stream";
import type { WriteStream } from "node:tty";
import {
  lineDisplay,
  objectDisplay,
  type PlatformStatus,
  showStatus,
  terminalDisplay,
} from "../../../local/status";
import { formatStatus } from "../../../local/status/format-status";

const URL = "http://127.0.0.1:8100";
/** Starts a control sequence of a terminal. */
const ESCAPE = "\u001B[";
const STATUS: PlatformStatus = {
  time: "2026-03-01T10:00:05.000Z",
  linesWritten: 12_345,
  linesPerSecond: 98,
  delivered: { opensearch: 11_000, sentry: 40, datadog: 10_900 },
  parkedObjects: 2,
  quarantinedObjects: 0,
  lastError: { time: "2026-03-01T10:00:00.000Z", text: "datadog answered 503\n  at once" },
};

test("the status names lines, rate, deliveries, objects, the last error and the page in one line", () => {
  expect(formatStatus(STATUS, URL, Infinity)).toBe(
    "12,345 lines written, 98/s · OpenSearch 11,000 delivered · Sentry 40 delivered · Datadog 10,900 delivered · " +
      `objects: 2 parked, 0 quarantined · last error 10:00:00 UTC datadog answered 503 at once · ${URL}`,
  );
});

test("without an error and without a search engine, the status has neither", () => {
  const text = formatStatus({ ...STATUS, delivered: { sentry: 1 }, lastError: null }, URL, Infinity);
  expect(text).toContain("· no error ·");
  expect(text).not.toContain("OpenSearch");
});

test.each([30, 50, 80, 200])("on %i columns, a line is longer only if it is a single item", (columns) => {
  const lines = formatStatus(STATUS, URL, columns).split("\n");
  for (const line of lines) expect(line.length <= columns || !line.includes(" · ")).toBe(true);
  expect(lines.join(" · ")).toBe(formatStatus(STATUS, URL, Infinity));
});

test("on a terminal, a status replaces the earlier one", () => {
  const { stream, written } = terminal();
  const display = terminalDisplay(stream, URL);
  display.show(STATUS);
  const first = written();
  display.show({ ...STATUS, linesWritten: 20_000 });
  const second = written().slice(first.length);
  // Erases as many lines as the first status has, and writes no color.
  expect(second.split(`${ESCAPE}2K`)).toHaveLength(first.split("\n").length + 1);
  expect(second).toContain("20,000 lines written");
  for (const sequence of written().split(ESCAPE).slice(1)) expect(sequence).not.toMatch(/^[\d;]*m/);
});

test("a file gets one line with its time for each status", () => {
  const lines: string[] = [];
  lineDisplay((line) => lines.push(line), URL).show(STATUS);
  expect(lines).toEqual([`2026-03-01T10:00:05Z ${formatStatus(STATUS, URL, Infinity)}`]);
});

test("no status is shown after the signal has aborted", async () => {
  const end = new AbortController();
  const shown: PlatformStatus[] = [];
  const display = { ...objectDisplay((status) => shown.push(status)), done: jest.fn() };
  const read = jest.fn(() => Promise.resolve(STATUS));
  read.mockImplementationOnce(() => {
    end.abort();
    return Promise.resolve(STATUS);
  });
  await showStatus({ read }, display, end.signal);
  expect(shown).toEqual([]);
  expect(display.done).toHaveBeenCalledTimes(1);
});

test("the status is shown until the signal aborts", async () => {
  const end = new AbortController();
  const shown: PlatformStatus[] = [];
  const show = (status: PlatformStatus) => {
    shown.push(status);
    if (shown.length === 3) end.abort();
  };
  await showStatus(
    { read: () => Promise.resolve(STATUS) },
    { intervalMs: 1, show, done: () => undefined },
    end.signal,
  );
  expect(shown).toHaveLength(3);
});

/** A stream with the size of a terminal, and what was written to it. */
function terminal() {
  const stream = Object.assign(new PassThrough(), { columns: 60, rows: 24, isTTY: true });
  let text = "";
  stream.on("data", (chunk: Buffer) => (text += chunk.toString()));
  return { stream: stream as unknown as WriteStream, written: () => text };
}
