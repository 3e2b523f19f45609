import { PassThrough } from "node:stream";
import { confirm } from "../../../ops/cli";
import { collectingIo } from "../../fixtures/operator-io";

function terminal(answer: string) {
  const stdin = Object.assign(new PassThrough(), { isTTY: true });
  stdin.end(answer);
  return { ...collectingIo(), stdin };
}

test.each([
  ["y\n", true],
  ["YES\n", true],
  ["n\n", false],
  ["\n", false],
  ["yesterday\n", false],
  ["", false],
])("the answer %j means %s", async (answer, expected) => {
  const io = terminal(answer);
  expect(await confirm(io, "Go on?", {})).toBe(expected);
  expect(io.err()).toBe("Go on? [y/N] ");
});

test("--yes does not ask", async () => {
  const io = collectingIo();
  expect(await confirm(io, "Go on?", { yes: true })).toBe(true);
  expect(io.err()).toBe("");
});

test("without a terminal and without --yes, the command refuses", async () => {
  await expect(confirm(collectingIo(), "Go on?", {})).rejects.toThrow(
    /standard input is not a terminal; .*--dry-run.*--yes/,
  );
});
