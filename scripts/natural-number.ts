import { InvalidArgumentError } from "commander";

/** Reads an option's value. @throws InvalidArgumentError for what is no whole number of 0 or more */
export function parseNaturalNumber(text: string): number {
  const number = Number(text);
  if (text.trim() === "" || !Number.isSafeInteger(number) || number < 0)
    throw new InvalidArgumentError(`${text} is no whole number of 0 or more.`);
  return number;
}
