import { runProgram } from "../fixtures/run-program";

test.each([
  [["--outage"], "--outage checks what it did and ends; write it with --once"],
  [
    ["--once", "--outage", "--without-search"],
    "--outage stops the search engine; leave --without-search out",
  ],
  [["--once", "--outage", "--outage-seconds", "5"], "it is 15 seconds or more"],
  [["--topology", "pigeon"], "Allowed choices are direct, kinesis"],
])("%j ends at once with the reason", (args, reason) => {
  const { status, stdout, stderr } = runProgram(process.execPath, [
    "--import",
    "tsx",
    "local/main.ts",
    ...args,
  ]);
  expect(stdout + stderr).toContain(reason);
  expect(status).toBe(1);
});
