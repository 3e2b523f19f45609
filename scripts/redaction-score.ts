/**
 * `npm run redaction:score [-- corpora.jsonl…] [--mistakes] [--speed]`: measures recall and precision of the redaction
 * for each class, with labelled corpora. Each line of a corpus is `{"text": …, "secrets": [{"class": …, "value": …}]}`.
 * The default is the project's own corpus.
 */
import { readFileSync } from "node:fs";
import { Command } from "commander";
import { SENSITIVE_DATA_CLASSES } from "../catalog";
import { corpus } from "../test/fixtures/redaction/corpus";
import { type LabelledLine, type Score, score } from "./redaction/score";
import { measureSpeed } from "./redaction/speed";
import { kindOfUnlabelled } from "./redaction/unlabelled";

const command = new Command("npm run redaction:score --")
  .description("Measures recall and precision of the redaction with labelled corpora, or its CPU time.")
  .argument("[corpora...]", "files of labelled lines (default: the project's own corpus)")
  .option(
    "--mistakes",
    "print the false negatives and false positives with their lines; not for a corpus of real secrets",
  )
  .option("--speed", "compare the time for each kind of line with JSON.parse of the same lines")
  .addHelpText(
    "after",
    `
To score your own corpus, write one JSON object on each line:
  {"text": "login with password=made-up refused", "secrets": [{"class": "credential", "value": "made-up"}]}
  {"text": "GET /stock 200 in 17 ms", "secrets": []}
"text" is a log line. "secrets" lists each value that must not remain in the line, as it is written there; a line
without secrets must stay unchanged. "class" is a class of the redaction policy or any other name. The classes of the
policy are: ${SENSITIVE_DATA_CLASSES.join(", ")}.

Examples:
  npm run redaction:score
  npm run redaction:score -- labelled.jsonl --mistakes
  npm run redaction:score -- --speed

Exit codes:
  0  success
  1  a corpus is not valid, or --speed exceeds the limit of a kind of line`,
  )
  .parse();
const { mistakes, speed } = command.opts<{ mistakes?: true; speed?: true }>();
const files = command.args;

if (speed) showSpeed();
else if (files.length === 0) showScore(score(corpus()));
else
  for (const file of files) {
    if (files.length > 1) console.log(`\n${file}`);
    showScore(score(readCorpus(file)));
  }

function showScore({ byClass, unlabelled, mistakes: wrong }: Score): void {
  console.log("class         secrets   recall   replacements   precision");
  for (const [name, { secrets, redacted, replacements, truePositives }] of byClass) {
    if (secrets + replacements === 0) continue;
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
  for (const [kind, count] of [...unlabelled].sort()) {
    const lines = kind === "none of these" ? "other lines without a secret" : `unlabelled lines with ${kind}`;
    console.log(`${count.lines} ${lines}: ${count.changed} changed (${percent(count)})`);
  }
  if (!mistakes) return;
  for (const { line, kind, class: name, detector, value, text } of wrong) {
    console.log(
      `\nline ${line}, ${kind}: ${name}${detector === undefined ? "" : ` by ${detector}`}: ${value}\n  ${text}`,
    );
  }
}

function showSpeed(): void {
  console.log("kind of line           lines   bytes   JSON.parse, µs   redaction, µs   ratio   limit");
  for (const {
    kind,
    lines,
    bytesPerLine,
    parseMicroseconds,
    redactMicroseconds,
    maxCost,
  } of measureSpeed()) {
    const cost = redactMicroseconds / parseMicroseconds;
    console.log(
      [
        kind.padEnd(19),
        String(lines).padStart(9),
        bytesPerLine.toFixed(0).padStart(8),
        parseMicroseconds.toFixed(2).padStart(17),
        redactMicroseconds.toFixed(2).padStart(16),
        cost.toFixed(2).padStart(8),
        maxCost.toFixed(1).padStart(8),
      ].join(""),
    );
    if (cost <= maxCost) continue;
    console.error(`${kind}: redaction takes more than ${maxCost} times as long as JSON.parse`);
    process.exitCode = 1;
  }
}

function share(part: number, whole: number): string {
  return whole === 0 ? "-" : (part / whole).toFixed(4);
}

function percent({ lines, changed }: { readonly lines: number; readonly changed: number }): string {
  return lines === 0 ? "-" : `${((100 * changed) / lines).toFixed(1)} %`;
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
  return { text: read.text, secrets: read.secrets, unlabelled: kindOfUnlabelled(read.text) };
}
