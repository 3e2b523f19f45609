import { TRACEBACK_START } from "../../catalog";

/** A frame as Python's `traceback` formats it. */
export interface TracebackFrame {
  readonly file: string;
  readonly line: number;
  readonly name?: string;
  /** The source line, if it is printed below the frame. */
  source?: string;
}

/** One exception of a traceback. */
export interface TracebackLink {
  /** Class name, also with its module. Absent if the text has only frames. */
  type?: string;
  /** The text behind the type, with further lines and the notes of PEP 678; empty if there is none. */
  value: string;
  /** Outermost call first. */
  readonly frames: TracebackFrame[];
  /** The exceptions of an exception group. */
  readonly members: TracebackLink[];
}

/** ANSI codes: Python 3.13 colours tracebacks for terminals. */
// eslint-disable-next-line no-control-regex -- the characters of terminals are what it matches
const ANSI_CODE = /(?:\x1b\[|\x9b)[\d:;<=>?]*[A-Z]/gi;

// eslint-disable-next-line no-control-regex -- it begins an ANSI code
const SPECIAL_CHARACTER = /[\n\r\x1b\x9b]/;

const HEADER = /^\s*(?:Exception Group )?Traceback \(most recent call last\):$/;
const CHAIN_NOTE =
  /^(?:The above exception was the direct cause of|During handling of the above exception, another exception occurred)/;
const FRAME = /^(?:\s*|> )File "(?<file>[^"\n]+)", line (?<line>\d{1,9})(?:, in (?<name>.+))?$/;
/** The source line after a frame: indented, neither the markers below the failing expression nor a note of repetition. */
const SOURCE_LINE = /^\s+(?!\[Previous line repeated )[^\s^~]/;
const EXCEPTION_LINE = /^(?<type>[A-Z_][\w.]*(?:\[\w+\])?)(?::(?: (?<value>.*))?)?$/i;
/** What `traceback` prints before the lines of a group's members: `    | `, or `  + ` before its first line. */
const GROUP_MARGIN = /^(?<indent> *)[|+] ?(?=(?<text>.*)$)/;
const GROUP_HEADER = /^ *\+ Exception Group Traceback /;
const GROUP_DIVIDER = /^ *\+(?:-\+)?-{3,}(?: [\d.]+ -+)?$/;

/** The lines of texts, without line ends of other systems and without colours. */
export function linesOf(texts: readonly string[]): readonly string[] {
  if (!texts.some((text) => SPECIAL_CHARACTER.test(text))) return texts;
  return texts.flatMap((text) => text.replace(ANSI_CODE, "").split(/\r?\n|\r/));
}

/** Whether a text contains a traceback, which begins on a line of its own. */
export function hasTraceback(text: string): boolean {
  return text.includes(TRACEBACK_START) && /^[ |+]*(?:Exception Group )?Traceback \(most/m.test(text);
}

/**
 * Parses the lines of a traceback: a chain of exceptions, the cause first and the raised one last, as Python prints it.
 * Lines that are frames alone are one exception without a type.
 *
 * Source: Python documentation, "traceback"; PEP 654 (exception groups), PEP 678 (notes).
 */
export function parseTraceback(lines: readonly string[]): readonly TracebackLink[] {
  const chain: TracebackLink[] = [];
  /** Groups whose members follow, outermost first, with the indentation of their lines. */
  const groups: { readonly indent: number; readonly link: TracebackLink }[] = [];
  let current: TracebackLink | undefined;
  let indent = -1;
  /** White space before every line of a traceback that stands inside another text. */
  let indentation = "";

  const start = (): TracebackLink => {
    while (groups.length > 0 && (groups.at(-1)?.indent ?? 0) >= indent) groups.pop();
    current = { value: "", frames: [], members: [] };
    (groups.at(-1)?.link.members ?? chain).push(current);
    return current;
  };

  for (const whole of lines) {
    const inGroup = groups.length > 0 || (whole.includes("Exception Group") && GROUP_HEADER.test(whole));
    const margin = inGroup ? GROUP_MARGIN.exec(whole)?.groups : undefined;
    const unmargined = margin?.["text"] ?? whole;
    const text = unmargined.startsWith(indentation) ? unmargined.slice(indentation.length) : unmargined;
    const frame = readFrame(text);
    if (frame) {
      // Frames after an exception belong to the next one, if nothing else says where it begins.
      (current?.type === undefined ? (current ?? start()) : start()).frames.push(frame);
    } else if (margin && GROUP_DIVIDER.test(whole)) {
      current = undefined;
      indent = (margin["indent"] ?? "").length + (whole.includes("+-+") ? 2 : 0);
    } else if (HEADER.test(text)) {
      indent = margin ? (margin["indent"] ?? "").length : -1;
      indentation = margin ? "" : `${indentation}${/^\s*/.exec(text)?.[0] ?? ""}`;
      const link = start();
      if (text.includes("Group")) groups.push({ indent, link });
    } else if (CHAIN_NOTE.test(text)) {
      current = undefined;
    } else if (current || margin) {
      readOther(current ?? start(), text);
    } else if (text.trim() !== "") {
      readOther(start(), text);
    }
  }
  return chain.filter(isException).map(trimmed);

  function readOther(link: TracebackLink, text: string): void {
    if (link.type !== undefined) {
      link.value += `\n${text}`;
      return;
    }
    const last = link.frames.at(-1);
    if (/^\s/.test(text)) {
      if (last && last.source === undefined && SOURCE_LINE.test(text)) last.source = text;
      return;
    }
    const { type, value = "" } = EXCEPTION_LINE.exec(text)?.groups ?? {};
    if (type === undefined) return;
    link.type = type;
    link.value = value;
  }
}

function readFrame(text: string): TracebackFrame | undefined {
  if (!text.includes('File "')) return undefined;
  const { file, line, name } = FRAME.exec(text)?.groups ?? {};
  if (file === undefined) return undefined;
  return { file, line: Number(line), ...(name !== undefined && { name }) };
}

/** A class of an exception, as opposed to the first word of a sentence: `Failed: no answer`. */
const EXCEPTION_NAME = /\.|(?:Error|Exception|Warning|Group|Exit|Interrupt|Iteration|Timeout|Cancelled)$/;

/** Whether a link is an exception, and not a line of text before the first traceback. */
function isException({ type, frames, members }: TracebackLink): boolean {
  return frames.length > 0 || members.length > 0 || (type !== undefined && EXCEPTION_NAME.test(type));
}

/** Without the empty lines between the links of a chain. */
function trimmed(link: TracebackLink): TracebackLink {
  link.value = link.value.trimEnd();
  link.members.forEach(trimmed);
  return link;
}
