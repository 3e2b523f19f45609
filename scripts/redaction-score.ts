/**
 * `npm run redaction:score [-- corpus.jsonl] [--mistakes] [--speed]`: measures recall and precision of the redaction
 * for each class, with a labelled corpus. Each line of the corpus is `{"text": …, "secrets": [{"class": …, "value":
 * …}]}`. The default is the project's own corpus.
 */
import { readFileSync } from "node:fs";
import { Command } from "commander";
import { corpus, records } from "../test/fixtures/redaction/corpus";
import { type LabelledLine, type Score, score } from "./redaction/score";
import { MAX_COST, measureSpeed } from "./redaction/speed";

const command = new Command("npm run redaction:score --")
  .description("Measures recall and precision of the redaction with a labelled corpus, or its CPU time.")
  .argument("[corpus]", "file of JSON lines with text and secrets (default: the project's own corpus)")
  .option(
    "--mistakes",
    "print the false negatives and false positives with their lines; not for a corpus of real secrets",
  )
  .option(
    "--speed",
    `compare the CPU time for ordinary lines with JSON.parse of the same lines; at most ${MAX_COST} times as much`,
  )
  .addHelpText(
    "after",
    `
Examples:
  npm run redaction:score
  npm run redaction:score -- labelled.jsonl --mistakes
  npm run redaction:score -- --speed

Exit codes:
  0  success
  1  the corpus is not valid, or --speed exceeds its limit`,
  )
  .parse();
const { mistakes, speed } = command.opts<{ mistakes?: true; speed?: true }>();
const [file] = command.args;

if (speed) showSpeed();
else showScore(score(file === undefined ? corpus() : readCorpus(file)));

function showScore({ byClass, ordinary, mistakes: wrong }: Score): void {
  console.log("class         secrets   recall   replacements   precision");
  for (const [name, { secrets, redacted, replacements, truePositives }] of byClass) {
    console.log(
      [
        name.padEnd(12),
        String(secrets).padStart(9),
        share(redacted, secrets).padStart(9),
        String(replacements).padStart(15),
        share(truePositives, replacements).padStart(12),
      ].join(""),
    );
  }
  console.log(`${ordinary.lines} lines without a secret, ${ordinary.changed} of them changed`);
  if (!mistakes) return;
  for (const { line, kind, class: name, detector, value, text } of wrong) {
    console.log(
      `\nline ${line}, ${kind}: ${name}${detector === undefined ? "" : ` by ${detector}`}: ${value}\n  ${text}`,
    );
  }
}

function showSpeed(): void {
  const { lines, bytesPerLine, parseMicroseconds, redactMicroseconds } = measureSpeed(records(200));
  console.log(`${lines} record lines of ${bytesPerLine.toFixed(0)} bytes`);
  console.log(`JSON.parse   ${parseMicroseconds.toFixed(2)} µs a line`);
  console.log(
    `redaction    ${redactMicroseconds.toFixed(2)} µs a line, ${(redactMicroseconds / parseMicroseconds).toFixed(2)} times JSON.parse`,
  );
  if (redactMicroseconds / parseMicroseconds <= MAX_COST) return;
  console.error(
    `redaction takes more than ${MAX_COST} times as much CPU time as JSON.parse, which is the limit`,
  );
  process.exitCode = 1;
}

function share(part: number, whole: number): string {
  return whole === 0 ? "-" : (part / whole).toFixed(4);
}

/** @throws Error that names the first invalid line */
function readCorpus(path: string): LabelledLine[] {
  return readFileSync(path, "utf8")
    .split("\n")
    .flatMap((line, index) => (line.trim() === "" ? [] : [readLine(line, `${path}, line ${index + 1}`)]));
}

function readLine(line: string, where: string): LabelledLine {
  const expected = `${where}: expected {"text": …, "secrets": [{"class": …, "value": …}]}`;
  let read: Partial<LabelledLine>;
  try {
    read = JSON.parse(line) as Partial<LabelledLine>;
  } catch {
    throw new Error(`${expected}, got a line that is not JSON`);
  }
  if (typeof read.text !== "string" || !Array.isArray(read.secrets)) throw new Error(expected);
  return { text: read.text, secrets: read.secrets };
}
