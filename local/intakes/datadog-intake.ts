import { renderPage } from "./datadog-page";
import type { Taken } from "./datadog-taken";
import {
  type IntakeRequest,
  type IntakeServer,
  type IntakeServerOptions,
  type Reply,
  serveIntake,
} from "./intake-server";
import { isObject, type JsonObject, parseJson } from "./json";

/** Source: Datadog API Reference, "Send logs". */
const MAX_REQUEST_BYTES = 5_000_000;
const MAX_LOG_BYTES = 1_000_000;
const MAX_LOGS = 1_000;
const MAX_AGE_MS = 18 * 3_600_000;

/** The newest logs that are kept to be looked at; the counts are of all. */
const KEPT_LOGS = 20_000;
const KEPT_BYTES = 64 * 1024 * 1024;

export interface DatadogIntake extends IntakeServer {
  taken(): Taken;
}

export interface DatadogIntakeOptions extends IntakeServerOptions {
  readonly apiKey: string;
  /** @default Date.now */
  readonly now?: () => number;
}

/**
 * Datadog's logs intake as it is documented, on loopback. A person looks at `GET /`, a program at `GET /logs`.
 */
export async function startDatadogIntake({
  apiKey,
  now = Date.now,
  ...options
}: DatadogIntakeOptions): Promise<DatadogIntake> {
  const shelf = createShelf();
  const server = await serveIntake(answer, options);
  return { ...server, taken: shelf.taken };

  function answer(request: IntakeRequest): Reply {
    switch (`${request.method} ${request.path}`) {
      case "POST /api/v2/logs":
        return take(request);
      case "GET /":
        return {
          status: 200,
          headers: { "content-type": "text/html; charset=utf-8" },
          body: renderPage(shelf.taken()),
        };
      case "GET /logs":
        return json(200, shelf.taken());
      default:
        return refuse(404, "Not Found");
    }
  }

  function take({ headers, body }: IntakeRequest): Reply {
    const key = headers["dd-api-key"];
    if (key === undefined) return refuse(401, "Unauthorized");
    if (key !== apiKey) return refuse(403, "Forbidden");
    if (Buffer.byteLength(body) > MAX_REQUEST_BYTES) return refuse(413, "Payload Too Large");
    const sent = parseJson(body);
    const logs: readonly unknown[] = Array.isArray(sent) ? sent : [sent];
    if (logs.length > MAX_LOGS) return refuse(413, "Payload Too Large");
    if (!logs.every(isLog)) return refuse(400, "Bad Request");
    shelf.put(logs, now());
    return json(202, {});
  }
}

function isLog(value: unknown): value is JsonObject {
  return isObject(value) && typeof value["message"] === "string";
}

function refuse(status: number, title: string): Reply {
  return json(status, { errors: [{ status: String(status), title }] });
}

function json(status: number, body: unknown): Reply {
  return { status, headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
}

/** Counts everything, and keeps the newest within bounds. */
function createShelf() {
  const kept: { readonly log: JsonObject; readonly bytes: number }[] = [];
  const counts = { requests: 0, total: 0, dropped: 0, truncated: 0 };
  let bytesKept = 0;

  return {
    taken: (): Taken => ({ ...counts, logs: kept.map(({ log }) => log) }),
    put(logs: readonly JsonObject[], now: number): void {
      counts.requests += 1;
      for (const log of logs) {
        if (ageOf(log, now) > MAX_AGE_MS) {
          counts.dropped += 1;
          continue;
        }
        const bytes = Buffer.byteLength(JSON.stringify(log));
        counts.total += 1;
        if (bytes > MAX_LOG_BYTES) counts.truncated += 1;
        kept.push({ log, bytes });
        bytesKept += bytes;
      }
      while (kept.length > KEPT_LOGS || bytesKept > KEPT_BYTES) bytesKept -= kept.shift()?.bytes ?? 0;
    },
  };
}

/** A log without a time is of now. */
function ageOf({ timestamp }: JsonObject, now: number): number {
  const time = typeof timestamp === "number" ? timestamp : Date.parse(String(timestamp));
  return Number.isNaN(time) ? 0 : now - time;
}
