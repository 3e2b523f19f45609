import {
  type CommandContext,
  type CommandResult,
  createProgram,
  environmentCommand,
  OperatorError,
  runProgram,
} from "../../../ops/cli";
import { collectingIo } from "../../fixtures/operator-io";

const TEXTS = {
  name: "count",
  summary: "count things",
  description: "Counts the things of an environment.",
  examples: [["count production", "count all things"]],
  negative: "there is no thing",
} as const;

afterEach(() => {
  process.exitCode = 0;
});

/** Runs a command line whose command has this result. */
async function run(args: readonly string[], result: CommandResult | Error, env: Record<string, string> = {}) {
  const io = collectingIo(env);
  const contexts: CommandContext[] = [];
  const command = environmentCommand(io, TEXTS, () =>
    Promise.resolve((context) => {
      contexts.push(context);
      return result instanceof Error ? Promise.reject(result) : Promise.resolve(result);
    }),
  );
  await runProgram(io, createProgram(io, [command]), args);
  return { out: io.out(), err: io.err(), exitCode: process.exitCode, context: contexts[0] };
}

const RESULT: CommandResult = { data: { things: 3 }, text: "3 things" };

test("the result is printed as text", async () => {
  expect(await run(["count", "production"], RESULT)).toMatchObject({ out: "3 things\n", err: "" });
});

test("with --json, standard output is one JSON document", async () => {
  const { out } = await run(["count", "production", "--json"], RESULT);
  expect(JSON.parse(out)).toEqual({ things: 3 });
});

test("a negative result ends with exit code 1", async () => {
  expect(await run(["count", "production"], { ...RESULT, ok: false })).toMatchObject({ exitCode: 1 });
});

test("the region is that of the environment, and --region replaces it", async () => {
  expect((await run(["count", "production"], RESULT)).context?.aws).toEqual({ region: "us-east-1" });
  const { context } = await run(["count", "production", "--region", "eu-west-1", "--profile", "ops"], RESULT);
  expect(context?.aws).toEqual({ region: "eu-west-1", profile: "ops" });
});

test("an error is one sentence without a stack trace, and ends with exit code 2", async () => {
  const { err, exitCode } = await run(["count", "production"], new RangeError("too far"));
  expect(err).toBe(
    "unexpected RangeError: too far. Run the command again with --debug, and report what it prints.\n",
  );
  expect(exitCode).toBe(2);
});

test("--debug adds the stack trace of what caused the error", async () => {
  const error = new OperatorError("no such file", { cause: new Error("made up") });
  const { err } = await run(["count", "production", "--debug"], error);
  expect(err).toMatch(
    /^no such file\nOperatorError: no such file\n {4}at .*\ncaused by Error: made up\n {4}at /s,
  );
});

test("--debug adds the stack trace", async () => {
  const { err } = await run(["--debug", "count", "production"], new RangeError("too far"));
  expect(err).toMatch(/^unexpected RangeError: too far\..*\nRangeError: too far\n {4}at /);
});

test("an environment that does not exist is reported with the nearest one", async () => {
  const { err, exitCode } = await run(["count", "prodution"], RESULT);
  expect(err).toContain("production");
  expect(exitCode).toBe(2);
});

test("the environment local without the variables of a running platform is refused with the remedy", async () => {
  const { err } = await run(["count", "local"], RESULT);
  expect(err).toMatch(/AWS_ENDPOINT_URL is not set.*npm run local/s);
});

test("an option that does not exist ends with exit code 2 and names the help", async () => {
  const { err, exitCode } = await run(["count", "production", "--jsonn"], RESULT);
  expect(err).toMatch(/unknown option '--jsonn'.*--help/s);
  expect(exitCode).toBe(2);
});

test("the help has the examples and the exit codes", async () => {
  const { out, exitCode } = await run(["count", "--help"], RESULT);
  expect(out).toContain("npx logs count production  count all things");
  expect(out).toMatch(/0 {2}success\n {2}1 {2}there is no thing\n {2}2 {2}the command could not run/);
  expect(exitCode).toBe(0);
});
