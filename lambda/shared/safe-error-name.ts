/** Names and codes of errors are identifiers. Other text in their place could be quoted from the input. */
const IDENTIFIER = /^[a-z][\w.]{0,63}$/i;

/** The name and code of an error, without its message, which may quote a secret or log text. */
export function safeErrorName(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const { code } = error as NodeJS.ErrnoException;
  const name = IDENTIFIER.test(error.name) ? error.name : "Error";
  return typeof code === "string" && IDENTIFIER.test(code) ? `${name} ${code}` : name;
}
