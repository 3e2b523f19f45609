import {
  type IntakeRequest,
  type IntakeServer,
  type IntakeServerOptions,
  type Reply,
  serveIntake,
} from "./intake-server";
import { isObject, type JsonObject, parseJson } from "./json";
import { brokenRule } from "./sentry-rules";

/** Source: Sentry documentation, "Size Limits". */
const MAX_WIRE_BYTES = 200_000;
const MAX_BYTES = 1_000_000;

/** Made up; a DSN's key is public by design, and this one opens nothing. */
const PUBLIC_KEY = "0123456789abcdef".repeat(2);
const PROJECT = 1;

export interface SentryIntake extends IntakeServer {
  readonly dsn: string;
  /** Events in the order they came, each once. */
  readonly events: readonly JsonObject[];
  /** Why each refused request was. */
  readonly refusals: readonly string[];
  /** Requests that came, whatever was answered; those with a fault that answers for the intake are not among them. */
  readonly requests: readonly IntakeRequest[];
}

/**
 * Sentry's envelope endpoint on loopback. It refuses what Sentry refuses or would keep less of than was sent. A program
 * looks at `GET /events`.
 */
export async function startSentryIntake(options: IntakeServerOptions = {}): Promise<SentryIntake> {
  const events = new Map<string, JsonObject>();
  const refusals: string[] = [];
  const requests: IntakeRequest[] = [];
  const server = await serveIntake(answer, options);
  return {
    ...server,
    dsn: server.url.replace("//", `//${PUBLIC_KEY}@`) + `/${PROJECT}`,
    get events() {
      return [...events.values()];
    },
    refusals,
    requests,
  };

  function answer(request: IntakeRequest): Reply {
    if (`${request.method} ${request.path}` === "GET /events") return json([...events.values()]);
    requests.push(request);
    const read = readEnvelope(request);
    if ("refused" in read) {
      refusals.push(read.because);
      return { status: read.refused, body: JSON.stringify({ detail: read.because }) };
    }
    // An event that came before is answered like the first.
    if (!events.has(read.id)) events.set(read.id, read.event);
    return json({ id: read.id });
  }
}

function json(body: unknown): Reply {
  return {
    status: 200,
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  };
}

type Read =
  | { readonly id: string; readonly event: JsonObject }
  | { readonly refused: number; readonly because: string };

function readEnvelope({ method, path, headers, body, wireBytes }: IntakeRequest): Read {
  if (`${method} ${path}` !== `POST /api/${PROJECT}/envelope/`)
    return { refused: 404, because: "no such project" };
  const auth = headers["x-sentry-auth"];
  if (typeof auth !== "string") return { refused: 401, because: "missing authorization information" };
  if (!auth.includes(`sentry_key=${PUBLIC_KEY}`))
    return { refused: 403, because: "bad sentry DSN public key" };
  if (headers["content-type"] !== "application/x-sentry-envelope")
    return { refused: 415, because: "unsupported type" };
  if (wireBytes > MAX_WIRE_BYTES || Buffer.byteLength(body) > MAX_BYTES)
    return { refused: 413, because: "too large" };

  const [header, itemHeader, event, ...more] = body.split("\n").map(parseJson);
  if (!isObject(header) || !isObject(itemHeader) || !isObject(event))
    return { refused: 400, because: "not an envelope" };
  if (itemHeader["type"] !== "event" || more.length > 0)
    return { refused: 400, because: "not an envelope with one event" };
  const id = header["event_id"];
  if (typeof id !== "string" || id !== event["event_id"])
    return { refused: 400, because: "event_id differs" };
  const broken = brokenRule(event);
  return broken === undefined ? { id, event } : { refused: 400, because: broken };
}
