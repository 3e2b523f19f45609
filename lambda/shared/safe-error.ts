import { safeErrorName } from "./safe-error-name";

/**
 * An error whose message this project writes. The message contains no secret and no log text, so it may be logged,
 * stored and returned. The message of any other error may quote its input, such as a header with a key.
 */
export class SafeError extends Error {
  override readonly name: string = "SafeError";
}

/** The message of a `SafeError`; of any other error only its name and code. */
export function safeErrorMessage(error: unknown): string {
  return error instanceof SafeError ? error.message : safeErrorName(error);
}

/**
 * The error itself if it is a `SafeError`; otherwise an error with the name, the code and the stack frames of the
 * original, without its message, cause and other properties.
 */
export function toSafeError(error: unknown): SafeError {
  if (error instanceof SafeError) return error;
  const safe = new SafeError(`unexpected ${safeErrorName(error)}`);
  safe.stack = [`${safe.name}: ${safe.message}`, ...stackFrames(error)].join("\n");
  return safe;
}

/**
 * Wraps a Lambda function, so that it throws only a `SafeError`: Lambda writes the message, the stack and all
 * properties of a thrown error to the function's log.
 */
export function withSafeErrors<Arguments extends readonly unknown[], Result>(
  handler: (...args: Arguments) => Promise<Result>,
): (...args: Arguments) => Promise<Result> {
  return async (...args) => {
    try {
      return await handler(...args);
    } catch (error) {
      throw toSafeError(error);
    }
  };
}

/** A line of a stack that names a place in the code. */
const STACK_FRAME = /^ {4}at (?:[\w.<>$[\] ]{1,200} \()?(?:file:\/\/|node:)?[\w./@-]{1,500}:\d+:\d+\)?$/;

/** The frames are after the message, which can have several lines. */
function stackFrames(error: unknown): readonly string[] {
  if (!(error instanceof Error)) return [];
  // eslint-disable-next-line local/no-foreign-error-text -- only lines that name a place in the code are returned
  const { message, stack = "" } = error;
  const messageAt = stack.lastIndexOf(message);
  if (messageAt < 0) return [];
  return stack
    .slice(messageAt + message.length)
    .split("\n")
    .filter((line) => STACK_FRAME.test(line));
}
