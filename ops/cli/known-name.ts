// Not from the index, which loads the schema: the list of commands has to start fast.
import { nearestWord } from "../../config/nearest";
import { OperatorError } from "./operator-error";

/** A name of a list. @throws OperatorError with the nearest name for any other text */
export function knownName<Name extends string>(what: string, names: readonly Name[], given: string): Name {
  const name = names.find((candidate) => candidate === given);
  if (name !== undefined) return name;
  throw new OperatorError(
    `unknown ${what} ${JSON.stringify(given)}; the nearest is ${nearestWord(names, given) ?? "none"}, ` +
      `expected one of ${names.join(", ")}`,
  );
}
