/** Source of a pattern: the form of a UUID in lower case. */
export const UUID_FORM = String.raw`[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}`;
/** A value that is a UUID, also in braces. */
export const UUID = new RegExp(String.raw`^\{?${UUID_FORM}\}?$`, "i");

const DASH = 45;
const LENGTH = 36;
const DASHES = [8, 13, 18, 23];
/** Digits of the first group. */
const FIRST_GROUP = 8;
/** Where a group of a UUID starts. */
const GROUPS = [0, 9, 14, 19, 24];

/** Whether a group of a UUID, such as `123e4567-e89b-12d3-a456-426614174000`, starts at `at`. */
export function isGroupOfUuid(text: string, at: number): boolean {
  // A dash is behind the first group, and before every other.
  if (text.charCodeAt(at - 1) !== DASH && text.charCodeAt(at + FIRST_GROUP) !== DASH) return false;
  return GROUPS.some((offset) => isUuid(text, at - offset));
}

function isUuid(text: string, from: number): boolean {
  for (const dash of DASHES) if (text.charCodeAt(from + dash) !== DASH) return false;
  for (let index = 0; index < LENGTH; index += 1)
    if (!DASHES.includes(index) && !isHexadecimal(text.charCodeAt(from + index))) return false;
  return !isHexadecimal(text.charCodeAt(from - 1)) && !isHexadecimal(text.charCodeAt(from + LENGTH));
}

/** @param code NaN outside the text */
function isHexadecimal(code: number): boolean {
  const lower = code | 0x20;
  return (code >= 48 && code <= 57) || (lower >= 97 && lower <= 102);
}
