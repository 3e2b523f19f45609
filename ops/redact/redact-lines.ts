import { once } from "node:events";
import type { Readable, Writable } from "node:stream";
import { StringDecoder } from "node:string_decoder";

/**
 * Redacts a stream line by line. Waits while the reader of the output is slow, and ends when that reader closes the
 * pipe (`head`). Line endings stay unchanged, and so does a missing line ending at the end.
 */
export async function redactLines(
  input: Readable,
  output: Writable,
  redactLine: (line: string) => string,
): Promise<void> {
  const decoder = new StringDecoder("utf8");
  const outputState = { closed: false };
  output.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
    outputState.closed = true;
    input.destroy();
  });
  let rest = "";
  for await (const chunk of input as AsyncIterable<Buffer>) {
    const lines = (rest + decoder.write(chunk)).split("\n");
    rest = lines.pop() ?? "";
    if (lines.length === 0) continue;
    const written = output.write(lines.map((line) => `${redactKeepingLineEnd(line, redactLine)}\n`).join(""));
    // An error also ends the wait; the handler above has processed it.
    if (!written && !outputState.closed) await once(output, "drain").catch(() => undefined);
    if (outputState.closed) return;
  }
  rest += decoder.end();
  if (rest !== "") output.write(redactKeepingLineEnd(rest, redactLine));
}

function redactKeepingLineEnd(line: string, redactLine: (line: string) => string): string {
  return line.endsWith("\r") ? `${redactLine(line.slice(0, -1))}\r` : redactLine(line);
}
