import { operatorCommands } from "../../../ops";
import { untilInterrupted } from "../../../ops/cli";
import { collectingIo } from "../../fixtures/operator-io";
import { operatorCommandNames, runOperatorCommand } from "../../fixtures/run-operator-command";

describe("the program", () => {
  test.each([
    [["quer", "production"], /^error: unknown command 'quer'\n\(Did you mean query\?\)/],
    [["help", "quer"], /^error: unknown command 'quer'\n\(Did you mean query\?\)/],
    [["quer", "--help"], /^error: unknown command 'quer'\n\(Did you mean query\?\)/],
    [["query", "production", "--sinc", "1h"], /^error: unknown option '--sinc'\n\(Did you mean --since\?\)/],
    [["--profile", "ops", "check", "production"], /^error: unknown option '--profile'/],
    [["query"], /^error: missing required argument 'environment'/],
    [["query", "production", "error-analysis", "more"], /^error: too many arguments for 'query'/],
    [["cost", "production", "--gib-per-day"], /^error: option '--gib-per-day <volume>' argument missing/],
    [
      ["redact", "--log", "adit"],
      /^error: option '--log <log>' argument 'adit' is invalid\. Allowed choices are/,
    ],
  ])("%j is refused, and names the help", async (args, expected) => {
    const { exitCode, out, err } = await runOperatorCommand(args);
    expect(err).toMatch(expected);
    expect(err).toContain("`npx logs --help` lists the commands");
    expect({ exitCode, out }).toEqual({ exitCode: 2, out: "" });
  });

  test("without a command, the list of the commands is the error", async () => {
    const { exitCode, out, err } = await runOperatorCommand([]);
    for (const name of operatorCommandNames()) expect(err).toContain(`\n  ${name} `);
    expect({ exitCode, out }).toEqual({ exitCode: 2, out: "" });
  });

  test.each(operatorCommandNames())("help %s is that of %s --help", async (name) => {
    const help = await runOperatorCommand(["help", name]);
    expect(help).toEqual(await runOperatorCommand([name, "--help"]));
    expect(help.out).toMatch(new RegExp(`^Usage: logs ${name} `));
    expect(help.out).toContain("Exit codes:");
    expect(help.exitCode).toBe(0);
  });

  test.each(operatorCommandNames())("%s has --json", (name) => {
    const command = operatorCommands(collectingIo()).find((candidate) => candidate.name() === name);
    expect(command?.options.map(({ long }) => long)).toContain("--json");
  });
});

describe("work that can be interrupted", () => {
  afterEach(() => {
    process.exitCode = 0;
  });

  test.each([
    ["SIGINT", 130],
    ["SIGTERM", 143],
  ] as const)("ends at %s with the exit code %d of a shell", async (signal, exitCode) => {
    await untilInterrupted(collectingIo(), (aborted) => {
      process.emit(signal);
      expect(aborted.aborted).toBe(true);
      return Promise.reject(new Error("made up: the work was cut off"));
    });
    expect(process.exitCode).toBe(exitCode);
  });

  test("that fails by itself throws its error", async () => {
    await expect(
      untilInterrupted(collectingIo(), () => Promise.reject(new Error("made up"))),
    ).rejects.toThrow("made up");
  });
});
