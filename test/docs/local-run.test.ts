import { readFileSync } from "node:fs";
import { portsFrom, SERVER_NAMES, SERVERS } from "../../local/startup/ports";

const PAGE = readFileSync("docs/local-run.md", "utf8");
/** The cells of each row of a table, without white space. */
const ROWS = PAGE.split("\n")
  .filter((line) => line.startsWith("|"))
  .map((line) =>
    line
      .split("|")
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );

test("the page lists the port of each server", () => {
  const ports = portsFrom(8_100);
  expect(ROWS).toEqual(
    expect.arrayContaining(SERVER_NAMES.map((name) => [String(ports[name]), SERVERS[name]])),
  );
});

test("the page lists each section of a report", () => {
  const files = [
    ...["verify", "queries", "redaction"].map((name) => `local/verify/${name}.ts`),
    ...["check-application", "verify-sentry"].map((name) => `local/application/${name}.ts`),
    ...["verify-under-traffic", "replay-counts", "rotation", "hashes"].map(
      (name) => `local/verify/under-traffic/${name}.ts`,
    ),
  ];
  const sections = files.flatMap((file) =>
    [...readFileSync(file, "utf8").matchAll(/\.section\(\s*"(?<id>\w+)"/g)].map(
      (match) => match.groups?.["id"],
    ),
  );
  expect(sections.length).toBeGreaterThanOrEqual(files.length);
  const listed = ROWS.map(([id]) => id);
  expect(listed).toEqual(expect.arrayContaining(sections.map((id) => `\`${id}\``)));
});

test("the page names each kind of document of the continuous mode", () => {
  const source = readFileSync("local/command/documents.ts", "utf8");
  const kinds = [...source.matchAll(/readonly kind: "(?<kind>\w+)"/g)].map((match) => match.groups?.["kind"]);
  expect(kinds.length).toBeGreaterThanOrEqual(4);
  expect(ROWS.map(([first]) => first)).toEqual(expect.arrayContaining(kinds.map((kind) => `\`${kind}\``)));
});

test.each(["CheckDocument", "OnceDocument", "PlatformDocument", "ApplicationDocument", "FailureDocument"])(
  "the page names each field of %s",
  (name) => {
    const source = readFileSync("local/command/documents.ts", "utf8");
    const body = new RegExp(String.raw`interface ${name}[^{]*\{\n(?<body>[\s\S]*?)\n\}`).exec(source)
      ?.groups?.["body"];
    const fields = [...(body ?? "").matchAll(/^ {2}readonly (?<field>\w+)/gm)].map(
      (match) => match.groups?.["field"],
    );
    expect(fields).not.toEqual([]);
    for (const field of fields) expect(PAGE).toContain(`\`${field}\``);
  },
);
