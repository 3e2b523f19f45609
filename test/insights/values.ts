/** A time in milliseconds since the Unix epoch. Logs Insights prints it as a date, unlike a number. */
export class Timestamp {
  constructor(readonly ms: number) {}
}

/** Booleans are 1 and 0. */
export type PresentValue = string | number | Timestamp;

/** The value of a field or an expression; `undefined` is an absent value. */
export type Value = PresentValue | undefined;

/** A log event, or a row of `stats`: the values of its fields by name. A field without a value has no entry. */
export type Row = ReadonlyMap<string, Value>;

const NUMBER = /^-?\d+(?:\.\d+)?(?:e[+-]?\d+)?$/i;

export function fromBoolean(value: boolean): number {
  return value ? 1 : 0;
}

export function isTrue(value: Value): boolean {
  return value === 1;
}

/** The number that the value is or spells; the milliseconds of a timestamp. Any other value has none. */
export function toNumber(value: Value): number | undefined {
  if (value instanceof Timestamp) return value.ms;
  if (typeof value === "number") return value;
  return value !== undefined && NUMBER.test(value) ? Number(value) : undefined;
}

/** A timestamp becomes `2026-11-26 15:00:00.000`, in UTC. */
export function toText(value: PresentValue): string;
export function toText(value: Value): string | undefined;
export function toText(value: Value): string | undefined {
  if (value instanceof Timestamp) return new Date(value.ms).toISOString().replace("T", " ").replace("Z", "");
  return value === undefined ? undefined : String(value);
}

/**
 * The sign of the comparison: numeric if one of the values is a number or a timestamp, by UTF-16 code units if both are
 * strings. `undefined` if they cannot be compared, because one is absent or does not spell a number.
 */
export function compare(a: Value, b: Value): number | undefined {
  if (typeof a === "string" && typeof b === "string") return order(a, b);
  const [left, right] = [toNumber(a), toNumber(b)];
  return left === undefined || right === undefined ? undefined : order(left, right);
}

/**
 * The ascending order of the command `sort`, as its page in the CloudWatch Logs User Guide defines it: values that are
 * not numbers come before numbers, and are compared chunk by chunk; a chunk is a run of digits or a run of other
 * characters. Two runs of digits are ordered by their length, then by their digits; other runs by Unicode. Absent
 * values come first.
 */
export function compareNaturally(a: Value, b: Value): number {
  if (a === undefined || b === undefined) return order(Number(a !== undefined), Number(b !== undefined));
  const [left, right] = [toNumber(a), toNumber(b)];
  if (left !== undefined && right !== undefined) return order(left, right) || order(toText(a), toText(b));
  if (left !== undefined) return 1;
  if (right !== undefined) return -1;
  return compareChunks(toText(a), toText(b));
}

function compareChunks(a: string, b: string): number {
  const [left, right] = [chunksOf(a), chunksOf(b)];
  for (const [index, chunk] of left.entries()) {
    const other = right[index];
    if (other === undefined) return 1;
    const difference =
      isDigits(chunk) && isDigits(other)
        ? order(chunk.length, other.length) || order(chunk, other)
        : order(chunk, other);
    if (difference !== 0) return difference;
  }
  return order(left.length, right.length);
}

function chunksOf(text: string): readonly string[] {
  return text.match(/\d+|\D+/g) ?? [];
}

function isDigits(text: string): boolean {
  return /^\d+$/.test(text);
}

function order<T extends string | number>(a: T, b: T): number {
  return a < b ? -1 : Number(a > b);
}
