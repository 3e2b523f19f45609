import { COUNTER_NAMES, type Counts, type PlanResult } from "./run-plan";

/** A failing plan, for a person who has to find out why. */
export function formatViolations({ plan, violations }: PlanResult): string {
  const { seed, number, traffic, faults, ...settings } = plan;
  return [
    `plan ${number} of seed ${seed} broke ${violations.length === 1 ? "a law" : `${violations.length} laws`}:`,
    ...violations.flatMap(({ invariant, details }) => [
      `  ${invariant}`,
      ...details.slice(0, MAX_DETAILS_SHOWN).map((detail) => `    - ${detail}`),
      ...(details.length > MAX_DETAILS_SHOWN ? [`    - and ${details.length - MAX_DETAILS_SHOWN} more`] : []),
    ]),
    `  the world: ${JSON.stringify(settings)}`,
    "  the traffic:",
    ...traffic.map((payload, index) => `    ${index}: ${JSON.stringify(payload)}`),
    "  the troubles:",
    ...faults.map((detail) => `    ${JSON.stringify(detail)}`),
    `  again: npm run simulate -- --seed ${seed} --plan ${number}`,
  ].join("\n");
}

const MAX_DETAILS_SHOWN = 8;

/** `plans 1000 · events 31,114 · … · lost 0 · seconds 61` */
export function formatCounts(plans: number, counts: Counts, ms: number): string {
  const numbers: (readonly [string, number])[] = [
    ["plans", plans],
    ...COUNTER_NAMES.map((name) => [name, counts[name]] as const),
    ["seconds", Math.round(ms / 1_000)],
  ];
  return numbers
    .map(([name, number]) => `${name.padEnd(24)}${number.toLocaleString("en").padStart(10)}`)
    .join("\n");
}
