import { randomBytes } from "node:crypto";
import type { AcceptedLogs } from "./accepted-logs";
import { datadogPage } from "./datadog-page";
import { answerSearch, isSearchPath } from "./datadog-search";
import {
  type IntakeRequest,
  type IntakeServer,
  type IntakeServerOptions,
  type IntakeResponse,
  serveIntake,
} from "./intake-server";
import { isObject, type JsonObject, parseJson } from "../../lambda/shared/json";
import { assetResponse } from "../web";

/** Source: Datadog API Reference, "Send logs". */
const MAX_REQUEST_BYTES = 5_000_000;
const MAX_LOG_BYTES = 1_000_000;
const MAX_LOGS = 1_000;
const MAX_AGE_MS = 18 * 3_600_000;
/** Source: Datadog documentation, "Log Date Remapper". It does not say what happens beyond; a drop makes it visible. */
const MAX_AHEAD_MS = 2 * 3_600_000;

/** Limits of the buffer of logs to look at. The counts cover all logs. */
const MAX_BUFFERED_LOGS = 20_000;
const MAX_BUFFERED_BYTES = 64 * 1024 * 1024;

export interface DatadogIntake extends IntakeServer {
  accepted(): AcceptedLogs;
  /** The application key with which it answers searches. */
  readonly appKey: string;
  /** Accepts only a new API key from now on. @returns the key */
  rotateApiKey(): string;
}

export interface DatadogIntakeOptions extends IntakeServerOptions {
  readonly apiKey: string;
  /** @default Date.now */
  readonly now?: () => number;
}

/** Logs go to another host than other requests, so faults of the intake do not affect them. */
const INTAKE_PATH = "/api/v2/logs";

/**
 * Datadog's logs intake as documented, on the loopback interface, with the endpoints of Datadog's API that validate a key
 * and search logs. `GET /` is a page; `GET /logs` returns JSON.
 */
export async function startDatadogIntake({
  apiKey: firstApiKey,
  now = Date.now,
  ...options
}: DatadogIntakeOptions): Promise<DatadogIntake> {
  const buffer = createLogBuffer();
  const appKey = randomBytes(20).toString("hex");
  let apiKey = firstApiKey;
  const server = await serveIntake(answer, { ...options, isIntake: (path) => path === INTAKE_PATH });
  return {
    ...server,
    appKey,
    accepted: buffer.accepted,
    rotateApiKey() {
      apiKey = randomBytes(16).toString("hex");
      return apiKey;
    },
  };

  function answer(request: IntakeRequest): IntakeResponse {
    switch (`${request.method} ${request.path}`) {
      case `POST ${INTAKE_PATH}`:
        return accept(request);
      case "GET /api/v1/validate":
        return validate(request);
      case "GET /":
        return datadogPage(buffer.accepted(), request.query);
      case "GET /logs":
        return json(200, buffer.accepted());
      default:
        return search(request) ?? assetResponse(request.path) ?? errorResponse(404, "Not Found");
    }
  }

  /** Source: Datadog API Reference, "Authentication". */
  function search({ method, path, headers, body }: IntakeRequest): IntakeResponse | undefined {
    if (method !== "POST" || !isSearchPath(path)) return undefined;
    const key = headers["dd-application-key"];
    if (key === undefined) return json(401, { errors: ["Unauthorized"] });
    if (key !== appKey || headers["dd-api-key"] !== apiKey) return json(403, { errors: ["Forbidden"] });
    const { logs, total } = buffer.accepted();
    return answerSearch(path, body, { logs, incomplete: logs.length < total });
  }

  /** Source: Datadog API Reference, "Validate API key". */
  function validate({ headers }: IntakeRequest): IntakeResponse {
    return headers["dd-api-key"] === apiKey
      ? json(200, { valid: true })
      : json(403, { errors: ["Forbidden"] });
  }

  function accept({ headers, body }: IntakeRequest): IntakeResponse {
    const key = headers["dd-api-key"];
    if (key === undefined) return errorResponse(401, "Unauthorized");
    if (key !== apiKey) return errorResponse(403, "Forbidden");
    if (Buffer.byteLength(body) > MAX_REQUEST_BYTES) return errorResponse(413, "Payload Too Large");
    const sent = parseJson(body);
    const logs: readonly unknown[] = Array.isArray(sent) ? sent : [sent];
    if (logs.length > MAX_LOGS) return errorResponse(413, "Payload Too Large");
    if (!logs.every(isLog)) return errorResponse(400, "Bad Request");
    buffer.add(logs, now());
    return json(202, {});
  }
}

function isLog(value: unknown): value is JsonObject {
  return isObject(value) && typeof value["message"] === "string";
}

function errorResponse(status: number, title: string): IntakeResponse {
  return json(status, { errors: [{ status: String(status), title }] });
}

function json(status: number, body: unknown): IntakeResponse {
  return { status, headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
}

/** Counts all logs, and keeps the newest ones within limits. */
function createLogBuffer() {
  const buffered: { readonly log: JsonObject; readonly bytes: number }[] = [];
  const counts = { requests: 0, total: 0, dropped: 0, truncated: 0 };
  let bufferedBytes = 0;

  return {
    accepted: (): AcceptedLogs => ({ ...counts, logs: buffered.map(({ log }) => log) }),
    add(logs: readonly JsonObject[], now: number): void {
      counts.requests += 1;
      for (const log of logs) {
        const age = ageOf(log, now);
        if (age > MAX_AGE_MS || age < -MAX_AHEAD_MS) {
          counts.dropped += 1;
          continue;
        }
        const bytes = Buffer.byteLength(JSON.stringify(log));
        counts.total += 1;
        if (bytes > MAX_LOG_BYTES) counts.truncated += 1;
        buffered.push({ log, bytes });
        bufferedBytes += bytes;
      }
      while (buffered.length > MAX_BUFFERED_LOGS || bufferedBytes > MAX_BUFFERED_BYTES)
        bufferedBytes -= buffered.shift()?.bytes ?? 0;
    },
  };
}

/** A log without a timestamp has age 0. */
function ageOf({ timestamp }: JsonObject, now: number): number {
  const time = typeof timestamp === "number" ? timestamp : Date.parse(String(timestamp));
  return Number.isNaN(time) ? 0 : now - time;
}
