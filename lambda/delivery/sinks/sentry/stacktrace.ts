import type { Exception } from "@sentry/core";
import type { ExceptionRecord } from "../../../../catalog";
import { MAX_FRAMES, MAX_MESSAGE, MAX_SYMBOL } from "./limits";
import { sanitizeName, sanitizeText } from "./sanitize";

type Frame = NonNullable<NonNullable<Exception["stacktrace"]>["frames"]>[number];

/** A frame as Python's `traceback` formats it; the source line after it is optional. */
const FRAME = /^\s*File "(?<file>[^"\n]+)", line (?<line>\d{1,9})(?:, in (?<name>.+))?$/;
/** The source line after a frame: indented, and not the markers below the failing expression. */
const SOURCE_LINE = /^\s+[^\s^~]/;
/** Sentry collapses frames of libraries and ignores them when it groups errors. */
const NOT_IN_APP = /site-packages|dist-packages|\/lib\/python|^</;

/** The exception in Sentry's format, without a stack trace if no frame can be parsed. */
export function toException({ type, value, stacktrace }: ExceptionRecord): Exception {
  const frames = readFrames(stacktrace);
  return {
    type: sanitizeName(type, MAX_SYMBOL) ?? "Error",
    value: sanitizeText(value, MAX_MESSAGE),
    // Sentry reports an empty list of frames as an error.
    ...(frames.length > 0 && { stacktrace: { frames } }),
  };
}

/** The innermost frame of the application's code, or else the innermost frame. */
export function culpritOf({ stacktrace }: Exception): Frame | undefined {
  const frames = stacktrace?.frames ?? [];
  return frames.findLast((frame) => frame.in_app) ?? frames.at(-1);
}

/**
 * Parses the frames, outermost call first, as in Python and Sentry. The last traceback of chained exceptions belongs to
 * the exception that was raised.
 */
function readFrames(stacktrace: readonly string[]): Frame[] {
  const lines = stacktrace.flatMap((line) => line.split("\n"));
  const from = lines.findLastIndex((line) => line.startsWith("Traceback (most recent call last)")) + 1;
  const frames: Frame[] = [];
  for (const line of lines.slice(from)) {
    const frame = readFrame(line);
    if (frame) frames.push(frame);
    else addSource(frames.at(-1), line);
  }
  return frames.slice(-MAX_FRAMES);
}

function readFrame(line: string): Frame | undefined {
  const { file, line: lineno, name } = FRAME.exec(line)?.groups ?? {};
  if (file === undefined) return undefined;
  return {
    filename: sanitizeText(file, MAX_SYMBOL),
    lineno: Number(lineno),
    in_app: !NOT_IN_APP.test(file),
    ...(name !== undefined && { function: sanitizeText(name, MAX_SYMBOL) }),
  };
}

function addSource(frame: Frame | undefined, line: string): void {
  if (frame && frame.context_line === undefined && SOURCE_LINE.test(line))
    frame.context_line = sanitizeText(line, MAX_SYMBOL);
}
