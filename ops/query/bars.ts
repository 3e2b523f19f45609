const EIGHTHS = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"] as const;
const LEVELS = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"] as const;

/** A line for each value, with a bar that is as long as the value, in eighths of a character. */
export function bars(
  values: readonly (readonly [label: string, value: number])[],
  width: number,
): readonly string[] {
  const texts = values.map(([, value]) => value.toLocaleString("en", { maximumFractionDigits: 2 }));
  const labelWidth = Math.max(...values.map(([label]) => label.length));
  const numberWidth = Math.max(...texts.map(({ length }) => length));
  const greatest = Math.max(...values.map(([, value]) => value));
  const barWidth = Math.max(10, width - labelWidth - numberWidth - 4);
  return values.map(([label, value], index) => {
    const eighths = greatest > 0 ? Math.round((value / greatest) * barWidth * 8) : 0;
    const bar = "█".repeat(Math.floor(eighths / 8)) + (EIGHTHS[eighths % 8] ?? "");
    return `${label.padEnd(labelWidth)}  ${(texts[index] ?? "").padStart(numberWidth)}  ${bar}`.trimEnd();
  });
}

/** One character for each value, from zero to the greatest. */
export function sparkline(values: readonly number[]): string {
  const greatest = Math.max(...values);
  return values
    .map((value) => LEVELS[greatest > 0 ? Math.round((value / greatest) * (LEVELS.length - 1)) : 0])
    .join("");
}
