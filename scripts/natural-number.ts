import { InvalidArgumentError } from "commander";

/** Parses the value of an option. @throws InvalidArgumentError if it is not a whole number of at least 0 */
export function parseNaturalNumber(text: string): number {
  const number = Number(text);
  if (text.trim() === "" || !Number.isSafeInteger(number) || number < 0)
    throw new InvalidArgumentError(`expected a whole number of at least 0, got ${text}.`);
  return number;
}
