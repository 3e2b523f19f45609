import { createProgram, runProgram } from "../../../ops/cli";
import { queryCommand } from "../../../ops/query";
import { askedQuestion } from "../../../ops/query/asked-question";
import { searchBodyOf } from "../../../ops/query/search-body-of";
import { collectingIo } from "../../fixtures/operator-io";

const now = Date.parse("2026-03-01T12:00:00Z");

afterEach(() => {
  process.exitCode = 0;
});

async function logs(...args: readonly string[]) {
  const io = collectingIo();
  await runProgram(io, createProgram(io, [queryCommand(io)]), args);
  return { out: io.out(), err: io.err(), exitCode: process.exitCode };
}

test("without a question, the command lists all questions with their parameters", async () => {
  const { out } = await logs("query", "production");
  expect(out).toMatch(/^error-analysis .*level=ERROR$/m);
  expect(out).toMatch(/^request-trace .*id=<value>$/m);
});

test.each([
  [["error-analysi"], /unknown question "error-analysi"/],
  [["error-analysis", "-p", "lvl=ERROR"], /error-analysis has no parameter "lvl", expected one of level/],
  [["error-analysis", "-p", "level"], /expected name=value/],
  [["request-trace"], /request-trace needs the .*add -p id=<value>/],
  [["error-analysis", "--since", "soon"], /--since is "soon"/],
])("%j is refused with the remedy", async (args, expected) => {
  const { err, exitCode } = await logs("query", "production", ...args);
  expect(err).toMatch(expected);
  expect(exitCode).toBe(2);
});

test("the time window and the shop limit the search", () => {
  const asked = askedQuestion(
    "inventory-updates",
    { format: "table", since: "15m", shop: "papaya-home" },
    now,
  );
  expect(searchBodyOf(asked)).toMatchObject({
    query: {
      bool: {
        must: [
          {
            bool: {
              must: expect.arrayContaining([
                {
                  range: {
                    "@timestamp": { gte: "2026-03-01T11:45:00.000Z", lt: "2026-03-01T12:00:00.000Z" },
                  },
                },
              ]) as unknown,
            },
          },
          { term: { shop: "papaya-home" } },
        ],
      },
    },
  });
});
