/**
 * Reads a body as text in UTF-8. Stops as soon as the body exceeds `maxBytes`, and closes its source: whoever answers a
 * request must not be able to exhaust the memory of the function.
 *
 * @param maxBytes limit after decompression, if the source decompresses
 * @returns undefined if the body exceeds the limit
 * @throws the errors of the source, for example if the connection breaks
 */
export async function readBounded(
  body: AsyncIterable<Uint8Array>,
  maxBytes: number,
): Promise<string | undefined> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.byteLength;
    if (bytes > maxBytes) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}
