import { DETECTORS } from "../../../lambda/redaction/detectors";
import { checkPatterns } from "../../../scripts/check-patterns";

const patterns = DETECTORS.flatMap(({ name, hint, pattern }) => [
  { name: `${name}, hint`, pattern: hint },
  { name, pattern },
]);

test("recheck finds no pattern that a text can hold up", async () => {
  expect(await checkPatterns(patterns)).toEqual([]);
}, 120_000);
