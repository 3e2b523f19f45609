/** Lines that form one log event. */
export interface GroupedLines {
  readonly text: string;
  readonly lines: number;
  /** Length in the file, with all line ends. */
  readonly bytes: number;
}

/**
 * Groups the complete lines at the start of a buffer into events: a line that matches the pattern begins an event. The
 * rest of the buffer after the last line end is ignored. Lines before the first match form an event too.
 */
export function groupLines(buffer: Buffer, startPattern: RegExp): readonly GroupedLines[] {
  const groups: { lines: string[]; bytes: number }[] = [];
  let start = 0;
  for (let end = buffer.indexOf(LINE_FEED); end !== -1; end = buffer.indexOf(LINE_FEED, start)) {
    const line = buffer.toString("utf8", start, end).replace(/\r$/, "");
    const bytes = end + 1 - start;
    start = end + 1;
    const current = groups.at(-1);
    if (current === undefined || startPattern.test(line)) groups.push({ lines: [line], bytes });
    else {
      current.lines.push(line);
      current.bytes += bytes;
    }
  }
  return groups.map(({ lines, bytes }) => ({ text: lines.join("\n"), lines: lines.length, bytes }));
}

const LINE_FEED = 0x0a;
