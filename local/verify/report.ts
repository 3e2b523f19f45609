/** Values of a check or of a table, for machines. */
export type Figure = string | number | readonly string[];

/** The result of one check. */
export interface Check {
  /** Unique in its section, for machines. */
  readonly name: string;
  readonly passed: boolean;
  /** For people: what was checked, or what is wrong. */
  readonly statement: string;
  readonly figures?: Readonly<Record<string, Figure>>;
}

/** A row of a table: the value of each column. The names of columns are in camel case. */
export type Row = Readonly<Record<string, string | number>>;

export interface ReportSection {
  readonly title: string;
  readonly rows: readonly Row[];
  readonly checks: readonly Check[];
}

/** Collects the results of checks, and prints them as they arrive. */
export interface VerificationReport {
  /** Starts a section, to which the next tables and checks belong. @param id unique, for machines */
  section(id: string, title: string): void;
  check(check: Check): void;
  table(rows: readonly Row[]): void;
  /** The sections so far, by id. */
  readonly sections: Readonly<Record<string, ReportSection>>;
  /** Whether every check passed so far. */
  readonly passed: boolean;
}

/** A section that is being filled. */
interface OpenSection {
  readonly title: string;
  readonly rows: Row[];
  readonly checks: Check[];
}

export function createVerificationReport(print: (line: string) => void): VerificationReport {
  const sections: Record<string, OpenSection> = {};
  let open: OpenSection | undefined;
  const current = (): OpenSection => {
    if (!open) throw new Error("a check or a table has no section; call section() first");
    return open;
  };
  return {
    sections,
    section(id, title) {
      if (sections[id]) throw new Error(`the report already has a section "${id}"`);
      open = { title, rows: [], checks: [] };
      sections[id] = open;
      print(`\n${title}`);
    },
    check(check) {
      current().checks.push(check);
      print(`  ${check.passed ? "✔" : "✘"} ${check.statement}`);
    },
    table(rows) {
      current().rows.push(...rows);
      for (const line of formatTable(rows)) print(`  ${line}`);
    },
    get passed() {
      return Object.values(sections).every(({ checks }) => checks.every(({ passed }) => passed));
    },
  };
}

/** A header and the rows; the first column is aligned to the left, the others to the right. */
function formatTable(rows: readonly Row[]): readonly string[] {
  const columns = Object.keys(rows[0] ?? {});
  const cells = [columns.map(toWords), ...rows.map((row) => columns.map((column) => String(row[column])))];
  const widths = columns.map((_, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
  return cells.map((row) =>
    row
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join("  "),
  );
}

/** `parkedEvents` becomes `parked events`. */
export function toWords(camelCase: string): string {
  return camelCase.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}
