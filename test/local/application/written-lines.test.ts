import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { LOGS, type LogRecord } from "../../../catalog";
import { generateRequests } from "../../../local/application/generate-requests";
import { compareLines, readWrittenLines } from "../../../local/application/written-lines";
import type { LogLine } from "../../../local/traffic";

const RELEASE = "4e1c2d9";
const requests = generateRequests(1, 200);

/** Lines as the application writes them. */
const LINES: readonly LogLine[] = requests.flatMap(({ id, traceId, lines, plantedSecret }) =>
  lines.map(({ log, fields }) => {
    const quotes = plantedSecret && /checkout|webhooks$/.test(fields.logger ?? "");
    const message = quotes ? `quotes ${plantedSecret.value}` : "message";
    return line(log, { ...fields, message, request_id: id, trace_id: traceId, release: RELEASE });
  }),
);

function line(log: LogLine["log"], fields: LogRecord): LogLine {
  const record = { "@timestamp": "2026-03-01T09:30:00.125Z", ...fields };
  return { log, record, text: JSON.stringify(record), timestamp: Date.parse(record["@timestamp"]) };
}

let logDir: string;
beforeEach(async () => {
  logDir = await mkdtemp(join(tmpdir(), "inventorysync-written-"));
});
afterEach(() => rm(logDir, { recursive: true }));

test("the lines that the requests write have no differences", async () => {
  expect(compareLines(requests, await read(LINES), RELEASE)).toEqual([]);
});

test("the lines of gunicorn belong to no request", async () => {
  const booted = line("application", { logger: "gunicorn.error", release: RELEASE });
  expect(compareLines(requests, await read([booted, ...LINES]), RELEASE)).toEqual([]);
});

test.each([
  ["a missing line", LINES.slice(1), /wrote no line .*"stock.updated"/],
  ["a line twice", [...LINES, ...LINES.slice(0, 1)], /wrote an unexpected line to application/],
  ["a line in another log", withFirst({ log: "audit" }), /wrote no line .* to application/],
  ["a line of an unknown request", [...LINES, line("audit", { release: RELEASE })], /no request wrote/],
  ["another release", withFirst({}, { release: "0000000" }), /without the release 4e1c2d9/],
  ["another trace", withFirst({}, { trace_id: "0".repeat(32) }), /without its trace id/],
])("%s is reported", async (_, lines, message) => {
  expect(compareLines(requests, await read(lines), RELEASE)).toContainEqual(expect.stringMatching(message));
});

test("a planted secret that is in no line is reported", async () => {
  const harmless = LINES.map(({ log, record }) => line(log, { ...record, message: "message" }));
  expect(compareLines(requests, await read(harmless), RELEASE)).toContainEqual(
    expect.stringMatching(/wrote 0 lines with its planted secret/),
  );
});

/** The lines, the first of them changed. */
function withFirst(changes: Partial<LogLine>, fields: LogRecord = {}): readonly LogLine[] {
  return LINES.map(({ log, record }, index) =>
    index === 0 ? line(changes.log ?? log, { ...record, ...fields }) : line(log, { ...record }),
  );
}

/** Writes the lines to files, and reads the files. */
async function read(lines: readonly LogLine[]): Promise<readonly LogLine[]> {
  for (const { id, file } of LOGS)
    await writeFile(
      join(logDir, file),
      lines
        .filter(({ log }) => log === id)
        .map(({ text }) => `${text}\n`)
        .join(""),
    );
  return readWrittenLines(logDir, requests);
}
