/** A copy of a text for a cache: V8 keeps the whole text for as long as a slice of it is in use. */
export function copyOf(slice: string): string {
  return Buffer.from(slice, "utf16le").toString("utf16le");
}
