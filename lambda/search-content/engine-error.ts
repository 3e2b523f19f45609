/** Maximum characters of a response in a message. */
const MAX_RESPONSE_LENGTH = 600;

/** A failed request, with the engine's response. */
export class EngineError extends Error {
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

/** The error of a response in one line: type and reason, with its causes. Any other response is truncated. */
export function describeResponse(body: unknown): string {
  const text = hasError(body)
    ? describeCause(body.error)
    : typeof body === "string"
      ? body
      : JSON.stringify(body);
  return text.length > MAX_RESPONSE_LENGTH ? `${text.slice(0, MAX_RESPONSE_LENGTH)}…` : text;
}

function describeCause({ type, reason, caused_by: cause }: Cause): string {
  const own = `${String(type)}: ${String(reason)}`;
  return cause && cause.reason !== reason ? `${own}; caused by ${describeCause(cause)}` : own;
}

function hasError(body: unknown): body is { readonly error: Cause } {
  return typeof body === "object" && body !== null && "error" in body && typeof body.error === "object";
}
