import { changesSomething, runbookCommands } from "../fixtures/documents/runbook-commands";

const COMMANDS = runbookCommands();

test("the articles contain commands of every program, and loops", () => {
  for (const program of ["npx logs ", "aws ", "logs_of ", "search GET ", "for "])
    expect(COMMANDS.some(({ text }) => text.startsWith(program))).toBe(true);
});

test("a continued line is one command, without a comment", () => {
  const streams = COMMANDS.find(({ text }) => text.startsWith("aws logs describe-log-streams"));
  expect(streams?.text).toMatch(/--order-by LastEventTime --descending .*lastIngestionTime\]'$/);
  expect(COMMANDS.filter(({ text }) => /\s#\s|\\$/m.test(text))).toEqual([]);
});

test.each([
  ["aws logs describe-log-groups --limit 1", false],
  ["for KEY in a b; do\n  aws kms describe-key --key-id $KEY\ndone", false],
  ["npx logs parked local", false],
  ["npx logs replay local --from parked", true],
  ["npx cdk deploy local/Forwarding --revert-drift", true],
  ["aws lambda update-event-source-mapping --uuid 1", true],
])("%s changes something: %s", (command, expected) => {
  expect(changesSomething(command)).toBe(expected);
});

test("a verb in neither list is an error", () => {
  expect(() => changesSomething("aws logs tag-resource --tags a=b")).toThrow(
    /whether "tag" in .* is unknown/,
  );
});

test("every command of the runbook has a known verb", () => {
  expect(COMMANDS.filter(({ text }) => changesSomething(text)).length).toBeGreaterThan(0);
});
