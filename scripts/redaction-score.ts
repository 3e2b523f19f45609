/**
 * `npm run redaction:score [-- corpus.jsonl] [--mistakes] [--speed]`: recall and precision of the redaction, class by
 * class, over a labelled corpus, one `{"text": …, "secrets": [{"class": …, "value": …}]}` a line; without a file over
 * the project's own. `--mistakes` shows the lines that went wrong, so not for a corpus of real secrets.
 * `--speed`: what ordinary record lines cost beside JSON.parse of the same bytes; exits with 1 when it is too much.
 */
import { readFileSync } from "node:fs";
import { Command } from "commander";
import { corpus, records } from "../test/fixtures/redaction/corpus";
import { type LabelledLine, type Score, score } from "./redaction/score";
import { MAX_COST, measureSpeed } from "./redaction/speed";

const command = new Command("npm run redaction:score --")
  .description("Scores the redaction over a labelled corpus, or measures what it costs.")
  .argument("[corpus]", "JSON lines with text and secrets; the project's own corpus without it")
  .option("--mistakes", "show what was missed and what was masked falsely")
  .option(
    "--speed",
    "measure what ordinary lines cost beside JSON.parse of the same bytes, and fail when it is too much",
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
    `redaction    ${redactMicroseconds.toFixed(2)} µs a line, ${(redactMicroseconds / parseMicroseconds).toFixed(2)} times as much`,
  );
  if (redactMicroseconds / parseMicroseconds <= MAX_COST) return;
  console.error(`redaction may cost at most ${MAX_COST} times as much as JSON.parse`);
  process.exitCode = 1;
}

function share(part: number, whole: number): string {
  return whole === 0 ? "-" : (part / whole).toFixed(4);
}

/** @throws Error naming the first line that is not of the format */
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
    throw new Error(`${expected}, got no JSON`);
  }
  if (typeof read.text !== "string" || !Array.isArray(read.secrets)) throw new Error(expected);
  return { text: read.text, secrets: read.secrets };
}
