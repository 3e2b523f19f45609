import { changesSomething, runbookCommands } from "../../fixtures/documents/runbook-commands";
import { runLogs } from "../../fixtures/run-logs";
import { platformEndpoints } from "../platform-endpoints";

const platform = platformEndpoints();

/** It names an object that does not exist here; bring-back.test.ts runs it. */
const NAMES_AN_OBJECT = "…";

/** Every read-only command of `npx logs` in the articles, for the local platform, with the articles that contain it. */
const COMMANDS = runbookCommands()
  .filter(
    ({ text }) => text.startsWith("npx logs ") && !text.includes(NAMES_AN_OBJECT) && !changesSomething(text),
  )
  .map(({ text, articles }) => [localArguments(text), articles.join(", ")] as const);

function localArguments(command: string): string {
  return command
    .slice("npx logs ".length)
    .replaceAll('"$ENVIRONMENT"', "local")
    .replaceAll('"$SINK"', "opensearch");
}

test("the articles have read-only commands for the application, the pipeline and the hosts", () => {
  const subcommands = new Set(COMMANDS.map(([command]) => command.split(" ")[0]));
  expect([...subcommands].toSorted()).toEqual([
    ...["alarms", "check", "dead-letters", "explain", "parked", "quarantine", "query", "tail", "verify"],
  ]);
});

test.each(COMMANDS)("npx logs %s, of %s, ends with an answer and not with an error", async (command) => {
  expect(command).not.toMatch(/["$<>]/);
  const { exitCode, stdout, stderr } = await runLogs(platform, command.split(" "));
  // 1 is a negative answer, such as "no rows"; 2 is an error, such as an unknown option.
  expect({ exitCode, stderr: exitCode === 2 ? stderr : "" }).toEqual({
    exitCode: exitCode === 1 ? 1 : 0,
    stderr: "",
  });
  // A log may be empty.
  expect(command.startsWith("tail ") || stdout.trim() !== "").toBe(true);
});
