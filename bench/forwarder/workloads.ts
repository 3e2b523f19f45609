import { isErrorLevel } from "../../catalog";
import { generateLines } from "../../local/traffic/generate-lines";
import { type Random, seededRandom } from "../../local/traffic/random";
import { errorLine, newRequest } from "../../local/traffic/record-lines";

/** The lines that a measurement sends through the forwarder. */
export const WORKLOADS = {
  records: "record lines",
  access: "access lines",
  recordsWithErrors: "record lines, 1 % errors",
  errors: "errors, 5 of each cause",
  storm: "errors of one cause",
  emails: "31 MiB of short e-mail addresses",
  characters: "287,000 events of one character",
} as const;
export type Workload = keyof typeof WORKLOADS;

export interface WorkloadOptions {
  readonly workload: Workload;
  readonly seed: number;
  /** Ignored by `emails` and `characters`, which fill a payload. */
  readonly lines: number;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** Bytes of the e-mail addresses in a payload. `decode` refuses a payload above 32 MiB. */
const EMAIL_BYTES = 31 * 1024 * 1024;
/** Bytes of one of their lines; the largest event of CloudWatch Logs was 256 KiB until 2025. */
const EMAIL_LINE_BYTES = 256 * 1024;
/** With the JSON around each, as many as `decode` accepts. */
const CHARACTER_EVENTS = 287_000;

/** The same options give the same lines. */
export function linesOf({ workload, seed, lines, now }: WorkloadOptions): readonly string[] {
  const random = seededRandom(seed);
  switch (workload) {
    case "records":
      return recordLines(seed, lines, now);
    case "access":
      return Array.from({ length: lines }, (_, index) =>
        accessLine(random, now + index * ACCESS_INTERVAL_MS),
      );
    case "recordsWithErrors":
      return withErrors(recordLines(seed, lines, now), random, seed, now);
    case "errors":
      return Array.from({ length: lines }, (_, index) => errorOf(random, now, errorType(seed, index)));
    case "storm":
      return Array.from({ length: lines }, () => errorOf(random, now, "StockConflictError"));
    case "emails": {
      const address = "a@b.co ";
      const line = address.repeat(Math.floor(EMAIL_LINE_BYTES / address.length));
      return new Array<string>(Math.floor(EMAIL_BYTES / line.length)).fill(line);
    }
    case "characters":
      return new Array<string>(CHARACTER_EVENTS).fill("a");
  }
}

/** Lines of the application's formatter, of all logs, without errors. */
function recordLines(seed: number, count: number, now: number): readonly string[] {
  // About 12 % of the generated lines are errors or unstructured.
  const generated = generateLines({ seed, lines: Math.ceil(count * 1.3) + 50, now });
  return generated
    .filter(({ record }) => record !== undefined && !isErrorLevel(record.level))
    .slice(0, count)
    .map(({ text }) => text);
}

const USER_AGENTS = [
  "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0",
  "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Safari/605.1.15",
  "Shopify-Captain-Hook",
  "python-requests/2.32.3",
  "kube-probe/1.31",
] as const;
const ACCESS_INTERVAL_MS = 40;

/** One line in the combined log format of nginx and Apache; some have a session in the query. */
function accessLine(random: Random, now: number): string {
  const time = new Date(now)
    .toUTCString()
    .replace(/^\w+, (\d+) (\w+) (\d+) ([\d:]+) GMT$/, "$1/$2/$3:$4 +0000");
  const path = random.pick([
    `/v1/products?page=${random.integer(1, 400)}&limit=50`,
    `/v1/stock/SKU-${random.integer(1_000, 9_999)}`,
    `/v1/orders/${random.integer(10_000, 99_999)}/sync`,
    `/v1/reports/inventory?session=${random.hex(32)}`,
  ]);
  const address = `${random.integer(11, 223)}.${random.integer(0, 255)}.${random.integer(0, 255)}.${random.integer(1, 254)}`;
  const status = random.pick([200, 200, 200, 201, 304, 404]);
  const referrer = random.pick(["-", "-", `https://shop-${random.integer(1, 900)}.example/admin/products`]);
  return (
    `${address} - - [${time}] "${random.pick(["GET", "GET", "PUT"])} ${path} HTTP/1.1" ${status} ` +
    `${random.integer(200, 20_000)} "${referrer}" "${random.pick(USER_AGENTS)}" ${random.duration(40)}`
  );
}

const ERROR_SHARE = 0.01;
/** Fewer than the storm filter of Sentry's sink keeps in a minute, so that each is sent. */
const ERRORS_OF_ONE_TYPE = 5;

/** Every hundredth line is an error that Sentry receives. */
function withErrors(lines: readonly string[], random: Random, seed: number, now: number): readonly string[] {
  const interval = Math.round(1 / ERROR_SHARE);
  return lines.map((line, index) =>
    index % interval === interval - 1
      ? errorOf(random, now, errorType(seed, Math.floor(index / interval)))
      : line,
  );
}

/** Each seed has types of its own, because a round must not be part of the storm of another. */
function errorType(seed: number, index: number): string {
  return `${inLetters(seed)}${inLetters(Math.floor(index / ERRORS_OF_ONE_TYPE))}Error`;
}

/** Fingerprints ignore numbers in some places, but no letter. */
function inLetters(number: number): string {
  const letters = Array.from(String(number), (digit) => String.fromCharCode(97 + Number(digit))).join("");
  return letters.slice(0, 1).toUpperCase() + letters.slice(1);
}

function errorOf(random: Random, now: number, type: string): string {
  const { record = {} } = errorLine(random, now, newRequest(random));
  return JSON.stringify({ ...record, error_type: type, exception: { ...record.exception, type } });
}
