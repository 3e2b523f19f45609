/** Most characters of an answer that a message repeats. */
const MAX_RESPONSE_LENGTH = 600;

/** What was asked, and what the engine said to it. */
export class EngineError extends Error {
  override readonly name = "EngineError";

  constructor(
    readonly method: string,
    readonly path: string,
    /** Absent where there was no answer. */
    readonly status: number | undefined,
    detail: string,
  ) {
    const result = status === undefined ? `had no answer: ${detail}` : `answered ${status}: ${detail}`;
    super(`${method} ${path} ${result}`);
  }
}

interface Cause {
  readonly type?: unknown;
  readonly reason?: unknown;
  readonly caused_by?: Cause;
}

/** An answer's error in one line: type and reason, down to what caused it; another answer as it is, cut. */
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
