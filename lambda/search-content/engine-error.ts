import { SafeError } from "../shared/safe-error";

/** Maximum characters of a response in a message. */
const MAX_RESPONSE_LENGTH = 600;

/** A failed request, with the engine's response. */
export class EngineError extends SafeError {
  override readonly name = "EngineError";

  constructor(
    readonly method: string,
    readonly path: string,
    /** Absent without a response. */
    readonly status: number | undefined,
    detail: string,
  ) {
    const result = status === undefined ? `got no response: ${detail}` : `answered ${status}: ${detail}`;
    super(`${method} ${path} ${result}`);
  }
}

interface Cause {
  readonly type?: unknown;
  readonly reason?: unknown;
  readonly caused_by?: Cause;
}

/**
 * The error of a response in one line: type and reason, with its causes. Any other response is truncated. Responses to
 * rejected credentials (401) are omitted, and in the others the credentials are masked, because an engine or a proxy
 * may quote the request.
 */
export function describeResponse(
  status: number | undefined,
  body: unknown,
  credentials: readonly string[],
): string {
  if (status === 401) return "the credentials are not valid; correct the secret of the search engine";
  const text = maskAll(responseText(body), credentials);
  return text.length > MAX_RESPONSE_LENGTH ? `${text.slice(0, MAX_RESPONSE_LENGTH)}…` : text;
}

/** Replaces every occurrence, in plain text and as JSON writes it. */
function maskAll(text: string, credentials: readonly string[]): string {
  return credentials
    .flatMap((credential) => [credential, JSON.stringify(credential).slice(1, -1)])
    .reduce((masked, credential) => masked.replaceAll(credential, "***"), text);
}

function responseText(body: unknown): string {
  return hasError(body) ? describeCause(body.error) : typeof body === "string" ? body : JSON.stringify(body);
}

function describeCause({ type, reason, caused_by: cause }: Cause): string {
  const own = `${String(type)}: ${String(reason)}`;
  return cause && cause.reason !== reason ? `${own}; caused by ${describeCause(cause)}` : own;
}

function hasError(body: unknown): body is { readonly error: Cause } {
  return typeof body === "object" && body !== null && "error" in body && typeof body.error === "object";
}
