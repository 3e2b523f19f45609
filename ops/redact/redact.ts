import { createReadStream, existsSync } from "node:fs";
import type { LogId, RedactionOverrides } from "../../catalog";
import { loadEnvironment } from "../../config";
import { createRedactor, type Replacement } from "../../lambda/redaction";
import { OperatorError } from "../cli";
import { redactLines } from "./redact-lines";
import { RedactionStatistics } from "./redaction-statistics";

export interface RedactOptions {
  readonly explain?: true;
  readonly stats?: true;
  readonly log?: LogId;
  readonly environment?: string;
}

/** Redacts a file, or standard input, to standard output. @throws OperatorError if the file does not exist */
export async function redact(file: string | undefined, options: RedactOptions): Promise<void> {
  if (file !== undefined && !existsSync(file)) {
    throw new OperatorError(
      `file ${file} does not exist; give the path of a file, or omit it to read standard input`,
    );
  }
  const statistics = new RedactionStatistics();
  let line = 0;
  const redactor = createRedactor({
    overrides: redactionOverridesOf(options.environment),
    onReplacement(replacement) {
      statistics.count(replacement);
      if (options.explain) process.stderr.write(`line ${line}: ${explain(replacement)}\n`);
    },
  });
  const redactLine = (text: string): string => {
    line += 1;
    return statistics.countLine(redactor.redactLine(text, options.log));
  };
  await redactLines(file === undefined ? process.stdin : createReadStream(file), process.stdout, redactLine);
  if (options.stats) process.stderr.write(`${statistics.report()}\n`);
}

/** One line of the report; never contains the value itself. */
function explain({ path, kind, class: sensitiveClass, action, detector }: Replacement): string {
  const where = path === "" ? "in the text" : path;
  return `${where}: ${kind} (${sensitiveClass}) ${action === "hash" ? "hashed" : "masked"}, found by ${detector}`;
}

function redactionOverridesOf(name: string | undefined): RedactionOverrides | undefined {
  return name === undefined ? undefined : loadEnvironment(name).redaction;
}
