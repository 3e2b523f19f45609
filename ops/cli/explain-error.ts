// Not from the index, which loads the schema: the list of commands has to start fast.
import { ConfigurationError } from "../../config/configuration-error";
import { type ForeignError, KNOWN_ERRORS } from "./known-errors";
import { OperatorError } from "./operator-error";

/**
 * One sentence for an operator, with the remedy. The AWS SDK joins the errors of several addresses of a host; the first
 * one is explained.
 *
 * @param profile the AWS profile that was asked for
 */
export function explainError(error: unknown, profile?: string): string {
  if (!(error instanceof Error)) return String(error);
  if (error instanceof OperatorError || error instanceof ConfigurationError) return error.message;
  const [cause = error] = [...((error as ForeignError).errors ?? [])];
  return explainForeign(cause, profile);
}

function explainForeign(error: ForeignError, profile: string | undefined): string {
  const { name, message, code = "", $fault: fault, $metadata: metadata } = error;
  const text = oneLine(message).replace(/\.$/, "") || code || name;
  const known = KNOWN_ERRORS.find(({ names }) => names.includes(name) || names.includes(code));
  if (known) return known.explain(text, profile);
  if (fault === "server" || (metadata?.httpStatusCode ?? 0) >= 500)
    return `AWS fails with ${name}: ${text}. Try again, and look at https://health.aws.amazon.com if it remains.`;
  if (fault === "client")
    return `AWS rejects a request with ${name}: ${text}. Run the command again with --debug to see which one.`;
  // An error that this project throws on purpose states its remedy.
  if (name === "Error" && code === "") return message;
  return `unexpected ${code || name}: ${text}. Run the command again with --debug, and report what it prints.`;
}

function oneLine(message: string): string {
  return message
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "")
    .join(" ");
}
