import { COUNTER_NAMES, type Counts, type PlanResult } from "./run-plan";

/** Describes a plan with violations for a person who debugs it. */
export function formatViolations({ plan, violations }: PlanResult): string {
  const { seed, number, traffic, faults, ...settings } = plan;
  return [
    `plan ${number} of seed ${seed} violated ${violations.length === 1 ? "an invariant" : `${violations.length} invariants`}:`,
    ...violations.flatMap(({ invariant, details }) => [
      `  ${invariant}`,
      ...details.slice(0, MAX_DETAILS_SHOWN).map((detail) => `    - ${detail}`),
      ...(details.length > MAX_DETAILS_SHOWN ? [`    - and ${details.length - MAX_DETAILS_SHOWN} more`] : []),
    ]),
    `  settings: ${JSON.stringify(settings)}`,
    "  traffic:",
    ...traffic.map((payload, index) => `    ${index}: ${JSON.stringify(payload)}`),
    "  faults:",
    ...faults.map((detail) => `    ${JSON.stringify(detail)}`),
    `  run it again: npm run simulate -- --seed ${seed} --plan ${number}`,
  ].join("\n");
}

const MAX_DETAILS_SHOWN = 8;

/** Columns of the printed counts. */
const NAME_WIDTH = Math.max(...COUNTER_NAMES.map(({ length }) => length));
const VALUE_WIDTH = 10;

/** One counter a line: its name, then its value. */
export function formatCounts(plans: number, counts: Counts, ms: number): string {
  const numbers: (readonly [string, number])[] = [
    ["plans", plans],
    ...COUNTER_NAMES.map((name) => [name, counts[name]] as const),
    ["seconds", Math.round(ms / 1_000)],
  ];
  return numbers
    .map(([name, number]) => `${name.padEnd(NAME_WIDTH)}${number.toLocaleString("en").padStart(VALUE_WIDTH)}`)
    .join("\n");
}
