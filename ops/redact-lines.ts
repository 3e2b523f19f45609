import { once } from "node:events";
import type { Readable, Writable } from "node:stream";
import { StringDecoder } from "node:string_decoder";

/**
 * One line in, one line out, as they come; waits for a reader that is slow, and ends where a reader has gone (`head`).
 * The ends of lines stay what they were, and so does a last line without one.
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
    // An error ends the wait too, and is told above.
    if (!written && !outputState.closed) await once(output, "drain").catch(() => undefined);
    if (outputState.closed) return;
  }
  rest += decoder.end();
  if (rest !== "") output.write(redactKeepingLineEnd(rest, redactLine));
}

function redactKeepingLineEnd(line: string, redactLine: (line: string) => string): string {
  return line.endsWith("\r") ? `${redactLine(line.slice(0, -1))}\r` : redactLine(line);
}
