/** Prints the results of checks and collects whether all passed. */
export interface VerificationReport {
  heading(text: string): void;
  /** Reports the result of one check. */
  check(passed: boolean, statement: string): void;
  table(header: readonly string[], rows: readonly (readonly (string | number)[])[]): void;
  /** Whether every check passed so far. */
  readonly passed: boolean;
}

export function createVerificationReport(print: (line: string) => void): VerificationReport {
  let holds = true;
  return {
    heading(text) {
      print("");
      print(text);
    },
    check(ok, statement) {
      holds &&= ok;
      print(`  ${ok ? "✔" : "✘"} ${statement}`);
    },
    table(header, rows) {
      const cells = [header, ...rows].map((row) => row.map(String));
      const widths = header.map((_, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
      for (const row of cells) {
        print(
          `  ${row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0))).join("  ")}`,
        );
      }
    },
    get passed() {
      return holds;
    },
  };
}
