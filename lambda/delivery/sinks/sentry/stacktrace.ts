import type { Exception } from "@sentry/core";
import type { ExceptionRecord } from "../../../../catalog";
import { MAX_FRAMES, MAX_MESSAGE, MAX_SYMBOL } from "./limits";
import { sanitizeName, sanitizeText } from "./sanitize";

type Frame = NonNullable<NonNullable<Exception["stacktrace"]>["frames"]>[number];

/** As Python's `traceback` writes a frame; the line of source below it is not always there. */
const FRAME = /^\s*File "(?<file>[^"\n]+)", line (?<line>\d{1,9})(?:, in (?<name>.+))?$/;
/** The line under a frame: indented, and not the marks under what failed. */
const SOURCE_LINE = /^\s+[^\s^~]/;
/** Code of others is folded away and says nothing about which errors are alike. */
const NOT_IN_APP = /site-packages|dist-packages|\/lib\/python|^</;

/** The exception as Sentry shows it, without a stack trace where no frame can be read. */
export function toException({ type, value, stacktrace }: ExceptionRecord): Exception {
  const frames = readFrames(stacktrace);
  return {
    type: sanitizeName(type, MAX_SYMBOL) ?? "Error",
    value: sanitizeText(value, MAX_MESSAGE),
    // An empty list of frames is an error of its own.
    ...(frames.length > 0 && { stacktrace: { frames } }),
  };
}

/** The innermost frame of our own code, or else the innermost one. */
export function culpritOf({ stacktrace }: Exception): Frame | undefined {
  const frames = stacktrace?.frames ?? [];
  return frames.findLast((frame) => frame.in_app) ?? frames.at(-1);
}

/** Outermost call first, as both sides have it. Of chained exceptions the last traceback is that of the one raised. */
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
