import { SINKS } from "../../catalog";
import type { PlatformStatus } from "./platform-status";

const SEPARATOR = " · ";

/** The status for people, in lines of at most `columns` characters where an item is not longer. */
export function formatStatus(status: PlatformStatus, pageUrl: string, columns: number): string {
  return wrap(items(status, pageUrl), columns);
}

function items(status: PlatformStatus, pageUrl: string): readonly string[] {
  const { linesWritten, linesPerSecond, delivered, parkedObjects, quarantinedObjects, lastError } = status;
  return [
    `${count(linesWritten)} lines written, ${count(linesPerSecond)}/s`,
    ...SINKS.flatMap(({ name, title }) => {
      const events = delivered[name];
      return events === undefined ? [] : `${title} ${count(events)} delivered`;
    }),
    `objects: ${count(parkedObjects)} parked, ${count(quarantinedObjects)} quarantined`,
    lastError ? `last error ${lastError.time.slice(11, 19)} UTC ${oneLine(lastError.text)}` : "no error",
    pageUrl,
  ];
}

/** Breaks lines between items. */
function wrap(all: readonly string[], columns: number): string {
  const lines: string[] = [];
  for (const item of all) {
    const extended = [...lines.slice(-1), item].join(SEPARATOR);
    if (lines.length > 0 && extended.length <= columns) lines[lines.length - 1] = extended;
    else lines.push(item);
  }
  return lines.join("\n");
}

function count(value: number): string {
  return value.toLocaleString("en");
}

/** An error of a library can have several lines. */
function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, " ").slice(0, 200);
}
