import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { DETECTORS } from "../../../../lambda/redaction/detectors";
import type { Detector } from "../../../../lambda/redaction/detectors/detector";
import { createSecretFinder } from "../../../../lambda/redaction/text/find-secrets";
import COUNTS from "./near-misses.json";

interface Count {
  /** How often the scan asked the detector. */
  readonly asked: number;
  readonly secrets: number;
  /** Length of all secrets. */
  readonly characters: number;
}

/**
 * A near miss is an example of a detector with one character removed, doubled or replaced by an `x`. The table has what the scan and
 * the detector make of all near misses. A row that changes shows that a detector became stricter or laxer than its
 * examples show, or that the scan asks it more often, which costs time.
 *
 * `UPDATE_NEAR_MISSES=1 npx jest near-misses` writes the table.
 */
const TABLE = COUNTS as Readonly<Record<string, Count>>;

if (process.env["UPDATE_NEAR_MISSES"] !== undefined) {
  const counts = Object.fromEntries(DETECTORS.map((detector) => [detector.name, countIn(detector)]));
  writeFileSync(join(__dirname, "near-misses.json"), `${JSON.stringify(counts, null, 2)}\n`);
}

test.each(DETECTORS)(
  "in near misses, $name is asked as often and finds as much as the table says",
  (detector) => {
    expect(countIn(detector)).toEqual(TABLE[detector.name]);
  },
);

function countIn(detector: Detector): Count {
  let asked = 0;
  const find = createSecretFinder([
    {
      ...detector,
      read: (...place) => {
        asked += 1;
        return detector.read(...place);
      },
    },
  ]);
  const secrets = nearMissesOf(detector).flatMap((text) => find(text).secrets);
  const characters = secrets.reduce((sum, { from, to }) => sum + to - from, 0);
  return { asked, secrets: secrets.length, characters };
}

function nearMissesOf({ examples }: Detector): readonly string[] {
  const texts = examples.flatMap(([text]) =>
    Array.from(text).flatMap((character, at) =>
      ["", character.repeat(2), "x"].map((other) => text.slice(0, at) + other + text.slice(at + 1)),
    ),
  );
  return [...new Set(texts)];
}
