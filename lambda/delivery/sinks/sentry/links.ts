import type { LogRecord } from "../../../../catalog";
import { linesOf, parseTraceback, type TracebackFrame, type TracebackLink } from "../../../shared/traceback";

/**
 * The chain of a record's exceptions, the cause first and the raised one last, from its stack trace. Without an
 * exception, one is built from the record's error type and message; without both, there is none.
 */
export function linksOf({ exception, error_type, message = "" }: LogRecord): readonly TracebackLink[] {
  if (!exception) return error_type === undefined ? [] : [bareLink(error_type, message)];
  const { type, value, stacktrace } = exception;
  const chain = parseTraceback(linesOf(stacktrace));
  const raised = chain.at(-1);
  if (!raised) return [bareLink(type, value)];
  // Notes of PEP 678 are printed below the exception, and are no part of its value.
  const hasNotes = raised.type !== undefined && raised.value.startsWith(value);
  return [...chain.slice(0, -1), { ...raised, type, value: hasNotes ? raised.value : value }];
}

function bareLink(type: string, value: string): TracebackLink {
  return { type, value, frames: [], members: [] };
}

/** The directory of installed packages in a path, and what follows it. */
const PACKAGES = /[\\/](?:site|dist)-packages[\\/](?<rest>.*)$/;
/** Python's own library, and code without a file. */
const STANDARD_LIBRARY = /[\\/]lib[\\/]python|^</i;
/** The application's package, which can be installed like a library. */
const APPLICATION = /^inventorysync(?:[\\/.]|$)/;

/** Whether a frame is one of the application: Sentry collapses those of libraries. */
export function isInApp({ file }: TracebackFrame): boolean {
  const installed = PACKAGES.exec(file)?.groups?.["rest"];
  return installed === undefined ? !STANDARD_LIBRARY.test(file) : APPLICATION.test(installed);
}
