import { readFileSync } from "node:fs";
import { join } from "node:path";
import { credentials } from "../../lambda/redaction/detectors/credentials";
import { vendorTokens } from "../../lambda/redaction/detectors/vendor-tokens";
import { createSecretFinder } from "../../lambda/redaction/text/find-secrets";
import { PROJECT_FOLDER, projectFiles } from "../fixtures/project-files";

/** Formats that secret scanners report wherever they occur. */
const DETECTORS = [
  ...vendorTokens,
  ...credentials.filter(({ name }) => ["JSON Web Token", "private key"].includes(name)),
];

const find = createSecretFinder(DETECTORS);

/** Pictures have no text, and lock files contain digests that the package manager checks. */
const SKIPPED = /\.(?:png|ico|gz)$|(?:^|\/)package-lock\.json$/;

const FILES = projectFiles().filter((path) => !SKIPPED.test(path));

test("no file contains text in the format of a token: examples are assembled from parts", () => {
  const findings = FILES.flatMap((path) =>
    tokensIn(readFileSync(join(PROJECT_FOLDER, path), "utf8")).map(
      ({ name, line }) => `${path}:${line}: ${name}`,
    ),
  );
  expect(findings).toEqual([]);
});

test.each(DETECTORS.map((detector) => [detector.name, detector] as const))(
  "the search finds the example of %s in a file",
  (_, detector) => {
    const [[text]] = detector.examples as [readonly [string]];
    expect(tokensIn(`first line\nconst example = "${text}";\n`).length).toBeGreaterThan(0);
  },
);

test("the search covers code, tests and documents", () => {
  expect(FILES).toEqual(
    expect.arrayContaining([
      "README.md",
      "docs/redaction.md",
      "lambda/redaction/detectors/credentials.ts",
      "test/repository/no-tokens.test.ts",
    ]),
  );
});

interface Token {
  readonly name: string;
  readonly line: number;
}

function tokensIn(text: string): readonly Token[] {
  return find(text).secrets.map(({ detector, from }) => ({
    name: detector,
    line: text.slice(0, from).split("\n").length,
  }));
}
