import { COUNTED, type Counts, type Outcome } from "./run-plan";

/** A failing plan, for a person who has to find out why. */
export function tellBroken({ plan, broken }: Outcome): string {
  const { seed, number, traffic, troubles, ...world } = plan;
  return [
    `plan ${number} of seed ${seed} broke ${broken.length === 1 ? "a law" : `${broken.length} laws`}:`,
    ...broken.flatMap(({ law, how }) => [
      `  ${law}`,
      ...how.slice(0, SHOWN).map((fault) => `    - ${fault}`),
      ...(how.length > SHOWN ? [`    - and ${how.length - SHOWN} more`] : []),
    ]),
    `  the world: ${JSON.stringify(world)}`,
    "  the traffic:",
    ...traffic.map((payload, index) => `    ${index}: ${JSON.stringify(payload)}`),
    "  the troubles:",
    ...troubles.map((trouble) => `    ${JSON.stringify(trouble)}`),
    `  again: npm run simulate -- --seed ${seed} --plan ${number}`,
  ].join("\n");
}

const SHOWN = 8;

/** `plans 1000 · events 31,114 · … · lost 0 · seconds 61` */
export function tellCounts(plans: number, counts: Counts, ms: number): string {
  const numbers: (readonly [string, number])[] = [
    ["plans", plans],
    ...COUNTED.map((name) => [name, counts[name]] as const),
    ["seconds", Math.round(ms / 1_000)],
  ];
  return numbers
    .map(([name, number]) => `${name.padEnd(24)}${number.toLocaleString("en").padStart(10)}`)
    .join("\n");
}
