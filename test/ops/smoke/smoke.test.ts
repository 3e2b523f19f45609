import { createProgram, runProgram } from "../../../ops/cli";
import { smokeCommand } from "../../../ops/smoke";
import { collectingIo } from "../../fixtures/operator-io";

afterEach(() => {
  process.exitCode = 0;
});

async function logs(...args: readonly string[]) {
  const io = collectingIo();
  await runProgram(io, createProgram(io, [smokeCommand(io)]), args);
  return { out: io.out(), err: io.err(), exitCode: process.exitCode };
}

test("a time-out that is no duration is refused before anything is written", async () => {
  const { err, out, exitCode } = await logs("smoke", "production", "--timeout", "soon");
  expect(err).toBe('--timeout is "soon", expected a duration such as 90s or 5m\n');
  expect({ out, exitCode }).toEqual({ out: "", exitCode: 2 });
});

test("the help says what the command writes, and when it fails", async () => {
  const { out } = await logs("smoke", "--help");
  expect(out).toMatch(/made-up\s+secrets/);
  expect(out).toMatch(
    /1 +a step failed: an event is missing, a secret is readable, or a sink cannot be read/,
  );
});
