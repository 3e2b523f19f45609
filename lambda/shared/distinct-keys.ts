/**
 * Creates an object of all entries. A key that exists already gets a suffix, `key#2`. Keys collide when text in them
 * was replaced. `__proto__` is an ordinary key.
 */
export function objectWithDistinctKeys(
  entries: readonly (readonly [string, unknown])[],
): Record<string, unknown> {
  const object = Object.fromEntries(entries);
  return Object.keys(object).length === entries.length ? object : Object.fromEntries(withSuffixes(entries));
}

function* withSuffixes(
  entries: readonly (readonly [string, unknown])[],
): Generator<readonly [string, unknown]> {
  const taken = new Set(entries.map(([key]) => key));
  const counts = new Map<string, number>();
  for (const [key, value] of entries) {
    let count = (counts.get(key) ?? 0) + 1;
    while (count > 1 && taken.has(`${key}#${count}`)) count += 1;
    counts.set(key, count);
    yield [count === 1 ? key : `${key}#${count}`, value];
  }
}
