const MAX_CHARACTERS = 160;
/** What stays of the part that both values have in common, before the first difference. */
const CONTEXT_CHARACTERS = 40;

/** Shortens two values so that the first difference remains visible. */
export function shortenPair(from: string, to: string): readonly [from: string, to: string] {
  if (from.length <= MAX_CHARACTERS && to.length <= MAX_CHARACTERS) return [from, to];
  const start = Math.max(0, commonPrefixLength(from, to) - CONTEXT_CHARACTERS);
  return [shorten(from, start), shorten(to, start)];
}

function commonPrefixLength(left: string, right: string): number {
  let length = 0;
  while (length < left.length && length < right.length && left[length] === right[length]) length += 1;
  return length;
}

function shorten(text: string, start: number): string {
  const end = start + MAX_CHARACTERS;
  return `${start > 0 ? "…" : ""}${text.slice(start, end)}${end < text.length ? "…" : ""}`;
}
