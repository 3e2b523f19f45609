import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ALARMS } from "../../../catalog";
import { runLogs } from "../../fixtures/run-logs";
import { platformEndpoints } from "../platform-endpoints";

const platform = platformEndpoints();
const RUNBOOK = readFileSync(join(__dirname, "../../../docs/runbook.md"), "utf8");

/** They change something, or name an object that does not exist here; bring-back.test.ts runs them. */
const EXCLUDED = /^(?:replay|resend) |….* /;

/** Every read-only command of `npx logs` in the articles, once, with the articles that contain it. */
function commands(): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const section of RUNBOOK.split(/^(?=## )/m)) {
    const id = section.slice("## ".length, section.indexOf("\n"));
    if (!ALARMS.some((alarm) => alarm.id === id)) continue;
    for (const [, command = ""] of section.matchAll(/^ *npx logs (.+)$/gm)) {
      if (EXCLUDED.test(`${command} `)) continue;
      const local = command.replaceAll('"$ENVIRONMENT"', "local").replaceAll('"$SINK"', "opensearch");
      found.set(local, [...(found.get(local) ?? []), id]);
    }
  }
  return found;
}

const COMMANDS = [...commands()].map(([command, articles]) => [command, articles.join(", ")] as const);

test("the articles have read-only commands for the application, the pipeline and the hosts", () => {
  const subcommands = new Set(COMMANDS.map(([command]) => command.split(" ")[0]));
  expect([...subcommands].toSorted()).toEqual([
    ...["check", "dead-letters", "explain", "parked", "quarantine", "query", "tail"],
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
