/**
 * Numbers that name a cause: statuses of HTTP, and codes of errors. All other numbers are ids, counts and addresses.
 */
const CODES: readonly RegExp[] = [
  // HTTP 401, status=404, returned 503, HTTP/1.1 500
  /\b(?:http(?:\/\d(?:\.\d)?)?|status(?:[ _]?code)?|code|return(?:ed|s)|answer(?:ed|s)|respond(?:ed|s)|response|got|error)(?:\s+(?:with|status|code|of|was))*[\s:=(["']*[1-5]\d\d\b(?!\.\d)/gi,
  // 401 Unauthorized, 404 Client Error
  /\b[45]\d\d(?= [A-Z][a-z]+\b)/g,
  // POST /orders -> 401, request failed: 404, request failed (409)
  /(?:[-=]>|:|\() ?(?:40[0-689]|41[0235]|42[234689]|431|451|50[0-578]|511)(?=\)?\.?$)/g,
  // error code 1045, signal 9, ERROR 23505
  /\b(?:error code|signal)[\s:=(#]*\d{1,6}\b|\bERROR:? +\d\d[\dA-Z]\d\d\b/g,
  // [Errno 111], E1001, ERR_1001, ORA-00942, SQLSTATE 23505
  /\b(?:errno|winerror|sqlstate|exit code|exit status)[\s:=[(]*[\dA-Z]{1,5}\b/gi,
  /\b(?:E|ERR|ORA|TNS|PGRST|PG|DB|SQL|HY|API|APP|INV)[-_]?\d{2,6}\b/g,
];
/** A message that is one code. */
const ONE_CODE = /^\W*[A-Z]{1,10}[-_]?\d{1,6}\W*$/i;

/** The codes in a text, in their order. */
export function codesIn(text: string): readonly string[] {
  if (!/\d/.test(text)) return [];
  if (ONE_CODE.test(text)) return [text.trim()];
  return CODES.flatMap((pattern) => text.match(pattern) ?? []).map((code) =>
    code.replaceAll(/\W+/g, " ").trim(),
  );
}

/** The first of ten private characters, each of which stands for a digit that must not be taken for an id. */
const FIRST_PRIVATE = 0xe0_00;

/** Hides the digits of codes from patterns for digits. */
export function protectCodes(text: string): string {
  if (!/\d/.test(text)) return text;
  if (ONE_CODE.test(text)) return hideDigits(text);
  return CODES.reduce((protectedText, pattern) => protectedText.replace(pattern, hideDigits), text);
}

/** Shows the digits again that `protectCodes` hid. */
export function restoreCodes(text: string): string {
  return text.replaceAll(/[\ue000-\ue009]/g, (character) => String(character.charCodeAt(0) - FIRST_PRIVATE));
}

function hideDigits(text: string): string {
  return text.replaceAll(/\d/g, (digit) => String.fromCharCode(FIRST_PRIVATE + Number(digit)));
}
