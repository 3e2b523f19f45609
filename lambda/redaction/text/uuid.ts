const DASH = 45;
const LENGTH = 36;
const DASHES = [8, 13, 18, 23];
/** Where a group of a UUID starts. */
const GROUPS = [0, 9, 14, 19, 24];

/** Whether a group of a UUID, such as `123e4567-e89b-12d3-a456-426614174000`, starts at `at`. */
export function isGroupOfUuid(codes: Uint16Array, at: number): boolean {
  return GROUPS.some((offset) => offset <= at && isUuid(codes, at - offset));
}

function isUuid(codes: Uint16Array, from: number): boolean {
  for (const dash of DASHES) if (codes[from + dash] !== DASH) return false;
  for (let index = 0; index < LENGTH; index += 1)
    if (!DASHES.includes(index) && !isHexadecimal(codes[from + index])) return false;
  return !isHexadecimal(codes[from - 1]) && !isHexadecimal(codes[from + LENGTH]);
}

function isHexadecimal(code = 0): boolean {
  const lower = code | 0x20;
  return (code >= 48 && code <= 57) || (lower >= 97 && lower <= 102);
}
