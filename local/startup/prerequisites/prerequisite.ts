/** What the local platform needs, and what this machine has. */
export interface Prerequisite {
  readonly name: string;
  readonly required: string;
  readonly found: string;
  /** What to do; absent if the prerequisite is fulfilled. */
  readonly remedy?: string;
}

/** Thrown before anything starts. `message` is the complete report for a terminal. */
export class MissingPrerequisitesError extends Error {
  override readonly name = "MissingPrerequisitesError";

  constructor(prerequisites: readonly Prerequisite[]) {
    super(formatMissing(missing(prerequisites)));
  }
}

export function missing(prerequisites: readonly Prerequisite[]): readonly Prerequisite[] {
  return prerequisites.filter(({ remedy }) => remedy !== undefined);
}

/** All prerequisites that are not fulfilled, in the form of the configuration's report. */
function formatMissing(problems: readonly Prerequisite[]): string {
  const count = problems.length === 1 ? "1 prerequisite is" : `${problems.length} prerequisites are`;
  return [
    `${count} not fulfilled; nothing was started`,
    ...problems.map(({ name, required, found, remedy = "" }) =>
      [name, `  required  ${required}`, `  found     ${found}`, `  remedy    ${remedy}`].join("\n"),
    ),
  ].join("\n\n");
}

/** One line, when all are fulfilled. */
export function formatFound(prerequisites: readonly Prerequisite[]): string {
  return `✔ Prerequisites: ${prerequisites.map(({ name, found }) => `${name} ${found}`).join(", ")}`;
}

/** A row for each prerequisite. */
export function formatTable(prerequisites: readonly Prerequisite[]): string {
  const width = (column: "name" | "required") =>
    Math.max(...prerequisites.map((prerequisite) => prerequisite[column].length));
  return prerequisites
    .map((each) => {
      const mark = each.remedy === undefined ? "✔" : "✘";
      const required = `needs ${each.required.padEnd(width("required"))}`;
      return `${mark} ${each.name.padEnd(width("name"))}  ${required}  found ${each.found}`;
    })
    .join("\n");
}
