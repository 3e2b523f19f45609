/** A class name in camel case, such as TypeError, AccessDenied or S3ServiceException. */
const NAME = /^(?:S3)?[A-Z][A-Za-z]{2,63}$/;
/** A code of Node.js or of the operating system, such as ECONNRESET or ERR_HTTP2_STREAM_ERROR. */
const CODE = /^[A-Z](?:[A-Z_]|HTTP2){2,63}$/;

/**
 * The name and code of an error, without its message, which may quote a secret or log text. Text of another form in their
 * place is omitted, because it may be quoted, too.
 */
export function safeErrorName(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const { code } = error as NodeJS.ErrnoException;
  const name = NAME.test(error.name) ? error.name : "Error";
  return typeof code === "string" && CODE.test(code) ? `${name} ${code}` : name;
}
