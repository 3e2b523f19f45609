import type { Comparison } from "./compare";
import { type Measurement, noiseOf, valueOf } from "./measurement";

/** The measurements as a table in Markdown, for the terminal and docs/performance.md. */
export function measurementTable(measurements: readonly Measurement[]): string {
  return toTable(
    ["measurement", "lines or case", "value", "±"],
    measurements.map((measurement) => [
      measurement.group,
      measurement.title,
      `${format(valueOf(measurement))} ${measurement.unit}`,
      measurement.samples.length > 1 ? format(noiseOf(measurement)) : "",
    ]),
  );
}

/** The compared measurements that changed beyond the noise. */
export function comparisonTable(comparisons: readonly Comparison[]): string {
  return toTable(
    ["", "measurement", "lines or case", "before", "now", "change"],
    comparisons
      .filter(({ verdict }) => verdict !== "same")
      .map(({ measurement: { group, title, unit }, before, now, change, verdict }) => [
        verdict,
        group,
        title,
        `${format(before)} ${unit}`,
        `${format(now)} ${unit}`,
        `${change > 0 ? "+" : ""}${Math.round(change * 100)} %`,
      ]),
  );
}

/** Three significant digits are more than the noise allows. */
function format(value: number): string {
  return value >= 100 ? Math.round(value).toLocaleString("en-US") : String(Number(value.toPrecision(3)));
}

function toTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((title, column) =>
    Math.max(3, title.length, ...rows.map((row) => (row[column] ?? "").length)),
  );
  const line = (cells: readonly string[]) =>
    `| ${widths.map((width, column) => (cells[column] ?? "").padEnd(width)).join(" | ")} |`;
  return [line(head), line(widths.map((width) => "-".repeat(width))), ...rows.map(line)].join("\n");
}
