import { runProgram } from "../fixtures/run-program";

test.each([
  [["--outage"], "--outage is only valid with --once; add --once"],
  [
    ["--once", "--outage", "--without-search"],
    "--outage stops the search engine, so --without-search contradicts it; remove one of them",
  ],
  [["--rotate"], "--rotate is only valid with --once; add --once"],
  [
    ["--once", "--rotate", "--without-search"],
    "--rotate changes a password of the search engine, so --without-search contradicts it; remove one of them",
  ],
  [["--once", "--outage", "--outage-seconds", "5"], "expected a whole number of at least 15"],
  [["--topology", "pigeon"], "Allowed choices are direct, kinesis"],
])("%j exits with the reason", (args, reason) => {
  const { status, stdout, stderr } = runProgram(process.execPath, [
    "--import",
    "tsx",
    "local/main.ts",
    ...args,
  ]);
  expect(stdout + stderr).toContain(reason);
  expect(status).toBe(1);
});
