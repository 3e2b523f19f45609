import { existsSync } from "node:fs";
import { join } from "node:path";
import { appEnvironment } from "../../config";
import { PATHS } from "../../host/names";
import { DEPLOYMENT_GUIDE } from "../fixtures/deployment-guide";
import { faultsOfCommand, isKnownProgram } from "../fixtures/documents/faults-of-command";
import { readMarkdown } from "../fixtures/documents/markdown";
import {
  HOST_FILES,
  isHostPath,
  isName,
  isSetting,
  unknownNames,
} from "../fixtures/documents/production-names";
import { simpleCommands } from "../fixtures/documents/shell";
import { PROJECT_FOLDER } from "../fixtures/project-files";
import { shippedConfig } from "../fixtures/stacks";

const { rowsBelow, codeSpans, codeBlocks } = readMarkdown("docs/getting-started.md");
const SECTIONS = Object.keys(DEPLOYMENT_GUIDE);
const rowsOf = (section: string) => rowsBelow.get(section) ?? [];
const guideRows = SECTIONS.flatMap((section) =>
  rowsOf(section).map(([asked, answer]) => ({ row: `${section}: ${asked?.text}`, answer })),
);

test.each(SECTIONS)("%s has each row of the guide, and no others", (section) => {
  expect(rowsOf(section).map(([asked]) => asked?.text)).toEqual(DEPLOYMENT_GUIDE[section]);
});

test("the rows of section 1 are the variables of the application, and the options", () => {
  const variables = DEPLOYMENT_GUIDE["Section 1: environment configuration"]
    ?.filter((row) => row.startsWith("`"))
    .map((row) => row.replaceAll("`", ""));
  expect(variables).toEqual(appEnvironment(shippedConfig("production"), "api").map(({ name }) => name));
});

test.each(guideRows)("$row: the second column names what exists", ({ answer }) => {
  expect([...(answer?.codeSpans ?? []), ...(answer?.links ?? [])]).not.toEqual([]);
  expect(answer?.codeSpans.flatMap(faultsOfCodeSpan)).toEqual([]);
});

test("every command of the page exists, with its options", () => {
  const commands = [
    ...codeBlocks("sh").flatMap(simpleCommands),
    ...codeSpans.flatMap(simpleCommands).filter((words) => words.length > 1 && isKnownProgram(words)),
  ];
  expect(commands.length).toBeGreaterThan(40);
  expect(commands.filter(isProgram).flatMap(faultsOfCommand)).toEqual([]);
});

test("every unit, secret, log group, stack, role, document and host path of the page exists", () => {
  expect([...codeBlocks("sh"), ...codeSpans].flatMap(unknownNames)).toEqual([]);
});

test.each([
  ["Section 1: environment configuration", PATHS.environment, /^[A-Z_]+=/],
  ["Section 3: log rotation", PATHS.logrotate, /^/],
])("the lines in the third column of %s are in %s", (section, path, line) => {
  const expected = rowsOf(section).flatMap(([, , expectation]) => expectation?.codeSpans ?? []);
  const lines = HOST_FILES.get(path)
    ?.split("\n")
    .map((text) => text.trim());
  expect(expected.length).toBeGreaterThan(5);
  expect(lines).toEqual(expect.arrayContaining(expected.filter((text) => line.test(text))));
});

/** What a code span of the second column names is a command, a setting, a name, or a file of a host or of the project. */
function faultsOfCodeSpan(text: string): readonly string[] {
  const [words = []] = simpleCommands(text);
  if (words.length > 1 && isKnownProgram(words)) return faultsOfCommand(words);
  const isFile = isHostPath(text.replace(/^hosts\/files/, "")) || existsSync(join(PROJECT_FOLDER, text));
  return isFile || isSetting(text) || isName(text) ? [] : [text];
}

/** Not an assignment of a shell variable. */
function isProgram([first = ""]: readonly string[]): boolean {
  return !/^\w+=/.test(first);
}

describe("the check of commands", () => {
  test.each([
    "npm run locla",
    "npm run local -- --ap",
    "npx logs qery production",
    "npx logs query production error-analisys",
    "npx logs query prodution error-analysis",
    "npx logs query production error-analysis --sinc 15m",
    "npx logs env production --fromat shell",
    "npx cdk deploy 'prodution/*'",
    "npx cdk deplyo 'production/*'",
    "sudo sh hosts/install.sh --chek",
    "sudo logrotate -f /etc/logrotate.d/inventorysnc",
    "curl -X POST http://localhost:8000/test-sentri",
    "curl -X GET http://localhost:8000/test-sentry",
    "python test_logging_setpu.py",
    "systemd-run --pipe --wait python test_logging_setup.py --shcema x",
    "sudo cp -r examples/fastpi/. /opt/inventorysync/",
    "killall gunicorn",
  ])("reports %s", (command) => {
    expect(simpleCommands(command).flatMap(faultsOfCommand)).not.toEqual([]);
  });

  test.each([
    "systemctl restart inventorysync-app.service",
    "inventorysync/production/sentry-dns",
    "/inventorysync/production/audits",
    "inventorysync-production-writers-api",
    "cat /etc/inventorysync/enviroment",
  ])("reports the name in %s", (text) => {
    expect(unknownNames(text)).not.toEqual([]);
  });

  test.each(["app.logLevl", "docs/getting-startet.md", "inventorysync/production/sentry"])(
    "does not take %s for something that exists",
    (text) => {
      expect(faultsOfCodeSpan(text)).toEqual([text]);
    },
  );
});
