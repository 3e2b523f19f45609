import { type Io, OperatorError } from "../cli";

/** What an operator creates and sets, by the name of the variable. */
type Requirements<Name extends string> = Readonly<Record<Name, string>>;

const WHERE = "docs/reading-sinks.md describes where to create it";
/** Visible characters of ASCII: the HTTP client rejects other headers, and its error quotes them. */
const HEADER_TEXT = /^[\u0021-\u007e]+$/;

/**
 * The values of environment variables that a request needs.
 *
 * @throws OperatorError that names every variable that is missing or cannot be sent, and never a value
 */
export function requiredVariables<Name extends string>(
  reader: string,
  env: Io["env"],
  requirements: Requirements<Name>,
): Readonly<Record<Name, string>> {
  const names = Object.keys(requirements) as Name[];
  const problems = names.flatMap((name) => {
    const value = env[name];
    if (!value) return [`${name} is not set; set it to ${requirements[name]}`];
    return HEADER_TEXT.test(value)
      ? []
      : [`${name} contains white space or a character that is not ASCII, expected ${requirements[name]}`];
  });
  if (problems.length > 0)
    throw new OperatorError(`${reader} cannot be read: ${problems.join("; ")} (${WHERE})`);
  return Object.fromEntries(names.map((name) => [name, env[name] ?? ""])) as Record<Name, string>;
}
