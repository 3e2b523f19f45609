/**
 * An object of these entries that loses none: a key that came before gets a number, `key#2`. Keys meet when text in
 * them was replaced. `__proto__` is a key like any other.
 */
export function fromEntries(entries: readonly (readonly [string, unknown])[]): Record<string, unknown> {
  const object = Object.fromEntries(entries);
  return Object.keys(object).length === entries.length ? object : Object.fromEntries(distinct(entries));
}

function* distinct(entries: readonly (readonly [string, unknown])[]): Generator<readonly [string, unknown]> {
  const taken = new Set(entries.map(([key]) => key));
  const times = new Map<string, number>();
  for (const [key, value] of entries) {
    let time = (times.get(key) ?? 0) + 1;
    while (time > 1 && taken.has(`${key}#${time}`)) time += 1;
    times.set(key, time);
    yield [time === 1 ? key : `${key}#${time}`, value];
  }
}
