import { randomBytes } from "node:crypto";
import {
  type IntakeRequest,
  type IntakeServer,
  type IntakeServerOptions,
  type IntakeResponse,
  serveIntake,
} from "./intake-server";
import { isObject, type JsonObject, parseJson } from "../../lambda/shared/json";
import { answerApi, ORGANIZATION, PROJECT, PROJECT_ID } from "./sentry-api";
import { violatedRule } from "./sentry-rules";

/** Source: Sentry documentation, "Size Limits". */
const MAX_WIRE_BYTES = 200_000;
const MAX_BYTES = 1_000_000;

export interface SentryIntake extends IntakeServer {
  /** The DSN with the key that it accepts. */
  readonly dsn: string;
  /** What a client of its API needs. */
  readonly api: { readonly authToken: string; readonly organization: string; readonly project: string };
  /** Accepts only a new key from now on. @returns the DSN with the new key */
  rotateKey(): string;
  /** Events in the order of arrival, without duplicates. */
  readonly events: readonly JsonObject[];
  /** Transactions, which SDKs send for traces, in the order of arrival. */
  readonly transactions: readonly JsonObject[];
  /** The reason of each rejected request. */
  readonly rejectionReasons: readonly string[];
  /** All requests that reached the intake. Requests with a fault that replaces the response are not included. */
  readonly requests: readonly IntakeRequest[];
}

export interface SentryIntakeOptions extends IntakeServerOptions {
  /**
   * Passes on the envelope of each new event before the intake acknowledges it.
   * @default - the intake only keeps the events
   */
  readonly passOn?: (envelope: string) => Promise<void>;
}

/**
 * Sentry's envelope endpoint on the loopback interface. It rejects every event that Sentry would reject or store only
 * in part, and acknowledges an event with its id. It also accepts transactions, with or without a profile, but does not check them.
 * `GET /events` and `GET /transactions` return them as JSON, and `/api/0/` is Sentry's API as far as `npx logs` reads it.
 */
export async function startSentryIntake({
  passOn,
  ...options
}: SentryIntakeOptions = {}): Promise<SentryIntake> {
  const events = new Map<string, JsonObject>();
  const transactions = new Map<string, JsonObject>();
  const rejectionReasons: string[] = [];
  const requests: IntakeRequest[] = [];
  const authToken = `sntryu_${randomBytes(32).toString("hex")}`;
  let publicKey = newKey();
  const server = await serveIntake(answer, options);
  const dsn = () => server.url.replace("//", `//${publicKey}@`) + `/${PROJECT_ID}`;
  return {
    ...server,
    get dsn() {
      return dsn();
    },
    api: { authToken, organization: ORGANIZATION, project: PROJECT },
    rotateKey() {
      publicKey = newKey();
      return dsn();
    },
    get events() {
      return [...events.values()];
    },
    get transactions() {
      return [...transactions.values()];
    },
    rejectionReasons,
    requests,
  };

  async function answer(request: IntakeRequest): Promise<IntakeResponse> {
    if (request.method === "GET" && request.path === "/events") return json([...events.values()]);
    if (request.method === "GET" && request.path === "/transactions") return json([...transactions.values()]);
    const fromApi = answerApi(request, authToken, events);
    if (fromApi) return fromApi;
    requests.push(request);
    const result = readEnvelope(request, publicKey);
    if (result === "empty") return json({});
    if ("status" in result) {
      rejectionReasons.push(result.reason);
      return { status: result.status, body: JSON.stringify({ detail: result.reason }) };
    }
    // A duplicate gets the same response as the first.
    const accepted = result.type === "event" ? events : transactions;
    if (!accepted.has(result.id)) {
      await passOn?.(request.body);
      accepted.set(result.id, result.item);
    }
    return json({ id: result.id });
  }
}

/** A key as Sentry issues it: 16 bytes in hexadecimal digits. */
function newKey(): string {
  return randomBytes(16).toString("hex");
}

function json(body: unknown): IntakeResponse {
  return {
    status: 200,
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  };
}

type EnvelopeResult =
  | "empty"
  | { readonly type: "event" | "transaction"; readonly id: string; readonly item: JsonObject }
  | { readonly status: number; readonly reason: string };

function readEnvelope(
  { method, path, headers, body, wireBytes }: IntakeRequest,
  publicKey: string,
): EnvelopeResult {
  if (`${method} ${path}` !== `POST /api/${PROJECT_ID}/envelope/`)
    return { status: 404, reason: "no such project" };
  const auth = headers["x-sentry-auth"];
  if (typeof auth !== "string") return { status: 401, reason: "missing authorization information" };
  if (isHeaderAlone(body)) return "empty";
  if (!auth.includes(`sentry_key=${publicKey}`)) return { status: 403, reason: "bad sentry DSN public key" };
  if (headers["content-type"] !== "application/x-sentry-envelope")
    return { status: 415, reason: "unsupported type" };
  if (wireBytes > MAX_WIRE_BYTES || Buffer.byteLength(body) > MAX_BYTES)
    return { status: 413, reason: "too large" };

  const [header, ...rest] = body.trimEnd().split("\n").map(parseJson);
  const transaction = itemOfType("transaction", rest);
  const item = transaction ?? rest[1];
  if (!isObject(header) || !isObject(rest[0]) || !isObject(item))
    return { status: 400, reason: "not an envelope" };
  if (!transaction && (rest[0]["type"] !== "event" || rest.length > 2))
    return { status: 400, reason: "not an envelope with one event" };
  const id = header["event_id"];
  if (typeof id !== "string" || id !== item["event_id"]) return { status: 400, reason: "event_id differs" };
  if (transaction) return { type: "transaction", id, item };
  const violated = violatedRule(item);
  return violated === undefined ? { type: "event", id, item } : { status: 400, reason: violated };
}

/** The payload of an item, which follows its header. */
function itemOfType(type: string, lines: readonly unknown[]): JsonObject | undefined {
  const index = lines.findIndex((line, at) => at % 2 === 0 && isObject(line) && line["type"] === type);
  const payload = index < 0 ? undefined : lines[index + 1];
  return isObject(payload) ? payload : undefined;
}

/**
 * An envelope without items. Sentry discards it before it checks the key. Sources: Sentry Developer Documentation,
 * "Envelopes"; Sentry Relay, `handle_envelope` in relay-server/src/endpoints/common.rs.
 */
function isHeaderAlone(body: string): boolean {
  const [header, ...items] = body.trimEnd().split("\n");
  return items.length === 0 && isObject(parseJson(header ?? ""));
}
