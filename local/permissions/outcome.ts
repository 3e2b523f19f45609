/** What a drive observed, in a form that is equal for equal behaviour: without ids, times and other random text. */
export type Outcome = string | number | boolean | readonly Outcome[] | { readonly [name: string]: Outcome };

/** Replaces what differs between two runs of the same drive: ids, digests, times and numbers. */
export function withoutRandomText(text: string): string {
  return text
    .replaceAll(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi, "<id>")
    .replaceAll(/\b[0-9a-f]{16,}\b/gi, "<id>")
    .replaceAll(/\d+/g, "#");
}

/** The first difference between two outcomes, such as `parked: 1, now 0`; undefined if they are equal. */
export function firstDifference(before: Outcome, after: Outcome, path = ""): string | undefined {
  if (typeof before !== "object" || typeof after !== "object")
    return before === after ? undefined : `${path}: ${describe(before)}, now ${describe(after)}`;
  const [left, right] = [entriesOf(before), entriesOf(after)];
  for (const name of new Set([...left.keys(), ...right.keys()])) {
    const difference = firstDifference(
      left.get(name) ?? "nothing",
      right.get(name) ?? "nothing",
      path === "" ? name : `${path}.${name}`,
    );
    if (difference !== undefined) return difference;
  }
  return undefined;
}

function describe(outcome: Outcome): string {
  return typeof outcome === "string" ? outcome : JSON.stringify(outcome);
}

function entriesOf(outcome: object): ReadonlyMap<string, Outcome> {
  return new Map(Object.entries(outcome) as [string, Outcome][]);
}
