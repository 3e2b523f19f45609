import type { Exception } from "@sentry/core";
import type { TracebackFrame, TracebackLink } from "../../../shared/traceback";
import { truncationNote } from "../text";
import { isInApp } from "./links";
import { MAX_EXCEPTIONS_BYTES, MAX_FRAMES, MAX_MESSAGE, MAX_SYMBOL } from "./limits";
import { sanitizeName, sanitizeText } from "./sanitize";

type Frame = NonNullable<NonNullable<Exception["stacktrace"]>["frames"]>[number];

export interface Exceptions {
  /** In Sentry's order: the raised exception is the last. */
  readonly values: readonly Exception[];
  /** Whether anything exceeded Sentry's limits and was truncated with a note. */
  readonly truncated: boolean;
}

/** Limits of each exception and of their number. */
interface Limits {
  readonly frames: number;
  readonly value: number;
  readonly exceptions: number;
}

/** From Sentry's own limits down, until all exceptions of the event fit into MAX_EXCEPTIONS_BYTES. */
const LIMITS: readonly Limits[] = [
  { frames: MAX_FRAMES, value: MAX_MESSAGE, exceptions: 50 },
  { frames: MAX_FRAMES / 2, value: MAX_MESSAGE / 2, exceptions: 50 },
  { frames: 10, value: 1_024, exceptions: 50 },
  { frames: 3, value: 256, exceptions: 30 },
];
const LAST_LIMITS: Limits = { frames: 2, value: 128, exceptions: 10 };

/** A chain of exceptions in Sentry's format. */
export function toExceptions(chain: readonly TracebackLink[]): Exceptions {
  const placed = place(chain);
  for (const limits of LIMITS) {
    const exceptions = limitedTo(limits, placed);
    if (Buffer.byteLength(JSON.stringify(exceptions.values)) <= MAX_EXCEPTIONS_BYTES) return exceptions;
  }
  return limitedTo(LAST_LIMITS, placed);
}

/** An exception with its ids, by which Sentry shows the members of groups. */
interface PlacedLink {
  readonly link: TracebackLink;
  readonly id: number;
  readonly parentId: number | undefined;
}

/**
 * Orders exceptions as Sentry's SDKs do: from the raised one to its cause, a group before its members, and then reversed.
 * Source: Sentry RFC 79, "Exception Groups".
 */
function place(chain: readonly TracebackLink[]): readonly PlacedLink[] {
  const placed: PlacedLink[] = [];
  const add = (link: TracebackLink, parentId: number | undefined) => {
    const id = placed.length;
    placed.push({ link, id, parentId });
    for (const member of link.members) add(member, id);
  };
  for (const link of chain.toReversed()) add(link, undefined);
  return placed.toReversed();
}

function limitedTo(limits: Limits, placed: readonly PlacedLink[]): Exceptions {
  const hasGroup = placed.some(({ parentId }) => parentId !== undefined);
  const kept = placed.slice(-limits.exceptions);
  const omitted = placed.length - kept.length;
  const values = kept.map((each) => toException(each, limits, hasGroup));
  return {
    values: omitted > 0 ? [{ type: truncationNote(omitted, "exceptions"), value: "" }, ...values] : values,
    truncated: omitted > 0 || kept.some(({ link }) => exceeds(link, limits)),
  };
}

function exceeds({ type = "", value, frames }: TracebackLink, limits: Limits): boolean {
  return (
    frames.length > limits.frames ||
    value.length > limits.value ||
    type.length > MAX_SYMBOL ||
    frames.some(({ file, name = "", source = "" }) =>
      [file, name, source].some((text) => text.length > MAX_SYMBOL),
    )
  );
}

function toException({ link, id, parentId }: PlacedLink, limits: Limits, hasGroup: boolean): Exception {
  const { type = "", value, frames, members } = link;
  return {
    type: sanitizeName(type, MAX_SYMBOL) ?? "Error",
    value: sanitizeText(value, limits.value),
    // Sentry reports an empty list of frames as an error.
    ...(frames.length > 0 && { stacktrace: { frames: limitFrames(frames, limits.frames) } }),
    ...(hasGroup && {
      mechanism: {
        type: parentId === undefined ? "generic" : "chained",
        handled: true,
        exception_id: id,
        ...(parentId !== undefined && { parent_id: parentId }),
        ...(members.length > 0 && { is_exception_group: true }),
      },
    }),
  };
}

/** The innermost frames, outermost call first, after a note about the others. */
function limitFrames(frames: readonly TracebackFrame[], max: number): Frame[] {
  if (frames.length <= max) return frames.map(toFrame);
  const kept = frames.slice(1 - max);
  const note = truncationNote(frames.length - kept.length, "frames");
  return [{ filename: note, in_app: false }, ...kept.map(toFrame)];
}

function toFrame(frame: TracebackFrame): Frame {
  const { file, line, name, source } = frame;
  return {
    filename: sanitizeText(file, MAX_SYMBOL),
    lineno: line,
    in_app: isInApp(frame),
    ...(name !== undefined && { function: sanitizeText(name, MAX_SYMBOL) }),
    ...(source !== undefined && { context_line: sanitizeText(source, MAX_SYMBOL) }),
  };
}
