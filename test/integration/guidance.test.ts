import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { ALARMS, conditionAlarmIds, LOGS, logGroupName, type Question, QUESTIONS } from "../../catalog";
import { Supervisor } from "../../local/process";
import { findAwsCli } from "../../local/startup/aws-cli";
import { guidance } from "../../local/startup/guidance";
import { writeOperatorVariables } from "../../local/startup/operator-variables";
import { findPython } from "../../local/startup/python";
import { runProgram } from "../fixtures/run-program";
import { installAwsCli } from "./aws-cli";
import { localPageUrl, platformEndpoints } from "./platform-endpoints";

const { PATH = "" } = process.env;

let folder: string;
let supervisor: Supervisor;
/** What the platform prints if this AWS CLI is on PATH. */
let text: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "inventorysync-guidance-"));
  supervisor = new Supervisor();
  const bin = await installAwsCli(supervisor, folder);
  process.env["PATH"] = bin === undefined ? PATH : [bin, PATH].join(delimiter);
  const endpoints = { ...platformEndpoints(), pageUrl: localPageUrl() };
  text = guidance(endpoints, folder, await writeOperatorVariables(endpoints, folder), findAwsCli());
});

afterAll(async () => {
  process.env["PATH"] = PATH;
  await supervisor.stop();
  await rm(folder, { recursive: true });
});

const printed = (): readonly Question[] =>
  QUESTIONS.filter(({ id }) => text.includes(`"inventorysync-local-${id}"`));

test("searches for some of the questions are printed", () => {
  expect(printed().map(({ id }) => id)).toEqual(
    expect.arrayContaining(["error-analysis", "performance-analysis"]),
  );
});

test("each printed search prints its answer without hits", () => {
  for (const { id, search } of printed()) {
    const answer = JSON.parse(run(commandWith(id))) as Record<string, object>;
    expect(answer).toMatchObject({ timed_out: false, _shards: { failed: 0 }, hits: { total: {} } });
    expect(Object.keys(answer["aggregations"] ?? {}).sort()).toEqual(Object.keys(search.aggs ?? {}).sort());
    expect(answer["hits"]).not.toHaveProperty("hits");
  }
});

test("a search that fails prints the error", () => {
  const [{ id }] = QUESTIONS;
  expect(run(commandWith(id).replace(id, "unknown"))).toMatch(/unable to find script/);
});

// Without Python, the platform runs only with components that somebody else started.
const ifInstallable = findPython() === undefined ? describe.skip : describe;
ifInstallable("with the least version 1 of the AWS CLI", () => {
  test("the platform finds it, and prints commands for it", () => {
    expect(findAwsCli()).toEqual({ kind: "usable", version: "1.29.0", major: 1 });
  });

  test("the printed command lists the log groups", () => {
    const groups = run(exports(), commandWith("describe-log-groups"));
    for (const { id } of LOGS) expect(groups).toContain(logGroupName("local", id));
  });

  test("the printed command finds only lines of level ERROR", () => {
    const messages = JSON.parse(run(exports(), commandWith("filter-log-events"))) as string[];
    for (const message of messages) expect(message).toMatch(/"level": ?"ERROR"/);
  });

  test("the printed command lists the alarms", () => {
    const alarms = run(exports(), commandWith("describe-alarms"));
    expect(alarms.trim().split("\n").length).toBeGreaterThan(1);
    const ids = ALARMS.flatMap((alarm) => [alarm.id, ...conditionAlarmIds(alarm)]);
    for (const line of alarms.trim().split("\n"))
      expect(ids.map((id) => `inventorysync-local-${id}`)).toContain(line.split("\t")[0]);
  });

  test("CloudWatch Logs Insights ignores its query, as the text states", () => {
    const start = (query: string) =>
      `aws logs get-query-results --query 'results[0][].field' --query-id "$(aws logs start-query --output text ` +
      `--log-group-name /inventorysync-functions/local/search-content --start-time 0 --end-time 4102444800 ` +
      `--query queryId --query-string '${query}')"`;
    const fields = JSON.parse(run(exports(), start("stats count(*) as lines"))) as string[];
    expect(fields).toContain("@message");
    expect(fields).not.toContain("lines");
    expect(text).toContain("The emulator does not run queries");
  });
});

/** The commands that the text contains: a line that begins with a program, and its continuation lines. */
function commands(): string[] {
  return [...text.matchAll(/^ {2}(?:curl|aws|export) (?:.*\\\n)*.*$/gm)].map(([command]) => command);
}

function commandWith(word: string): string {
  const found = commands().find((command) => command.includes(word));
  if (found === undefined) throw new Error(`the text has no command with ${word}:\n${text}`);
  return found;
}

function exports(): string {
  return commands()
    .filter((command) => command.trim().startsWith("export"))
    .join("\n");
}

/** Runs commands in a shell that has no configuration of AWS. @returns the standard output */
function run(...lines: readonly string[]): string {
  const { stdout, stderr, status } = runProgram("bash", ["-eu", "-o", "pipefail", "-c", lines.join("\n")], {
    env: { PATH: process.env["PATH"], HOME: folder },
  });
  // Curl prints its progress on standard error.
  expect({ status, stderr: status === 0 ? "" : stderr }).toEqual({ status: 0, stderr: "" });
  return stdout;
}
