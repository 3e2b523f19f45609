import {
  builtMeasures,
  type Control,
  FRAMEWORKS,
  type Measure,
  MEASURES,
  missingProperties,
  STATUSES,
  statusOf,
} from "../../controls";
import { code, table } from "./markdown";

/** How many controls of each standard have which status. */
export function controlSummary(): string {
  return table(
    ["standard", ...STATUSES],
    FRAMEWORKS.map(({ title, url, controls }) => [
      `[${title}](${url})`,
      ...STATUSES.map((status) => String(controls.filter((control) => statusOf(control) === status).length)),
    ]),
  );
}

/** The controls of each standard. */
export function controlTables(): string {
  return FRAMEWORKS.map(({ title, controls }) =>
    [
      `### ${title}`,
      table(
        ["control", "requirement", "status", "met by", "remaining", "whose"],
        controls.map((control) => [
          control.id,
          control.requirement,
          statusOf(control),
          builtMeasures(control)
            .map(({ id }) => `[${id}](#${id})`)
            .join(", "),
          remainingOf(control),
          control.owner,
        ]),
      ),
    ].join("\n\n"),
  ).join("\n\n");
}

/** Each measure with its property, construct and evidence. */
export function measureList(): string {
  return Object.entries(MEASURES)
    .map(([id, measure]) => [`### ${id}`, sentence(measure.property), ...detailsOf(measure)].join("\n\n"))
    .join("\n\n");
}

function detailsOf(measure: Measure): readonly string[] {
  if (measure.construct === undefined) return ["**Missing**: nothing provides it yet."];
  const { file, name } = measure.construct;
  const link = `[${file}](../${file})`;
  return [
    [
      `- provided by ${name === undefined ? link : `${code(name)} in ${link}`}`,
      ...measure.evidence.map((each) =>
        each.kind === "command"
          ? `- shown by ${code(each.command)}`
          : `- tested by “${each.title}” in [${each.file}](../${each.file})`,
      ),
    ].join("\n"),
  ];
}

function remainingOf(control: Control): string {
  return [
    ...missingProperties(control).map((property) => `**missing:** ${property}`),
    control.remaining,
  ].join("; ");
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
