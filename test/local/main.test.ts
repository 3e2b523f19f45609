import type { CheckDocument, OnceDocument } from "../../local/command/documents";
import { serveOnLoopback } from "../../local/web";
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
  [["--once", "--app", "--outage"], "--outage needs generated lines; remove --app"],
  [["--once", "--outage", "--outage-seconds", "5"], "expected a whole number of at least 15"],
  [["--check", "--once"], "--check starts nothing, so --once contradicts it; remove one of them"],
  [["--port", "80"], "expected a whole number from 1024 to 65529"],
  [["--port", "8100.5"], "expected a whole number from 1024 to 65529"],
  [["--topology", "pigeon"], "Allowed choices are direct, kinesis"],
])("%j exits with the reason", (args, reason) => {
  const { status, stdout, stderr } = runLocal(...args);
  expect(stdout + stderr).toContain(reason);
  expect(status).toBe(1);
});

test("--check --json prints one document on standard output, and the table on standard error", () => {
  const { status, stdout, stderr } = runLocal("--check", "--json", "--without-search");
  const { passed, prerequisites } = JSON.parse(stdout) as CheckDocument;
  expect(prerequisites).toContainEqual({
    name: "Node.js",
    required: "20.19 or later",
    found: process.versions.node,
  });
  expect(status).toBe(passed ? 0 : 1);
  expect(stderr).toMatch(/^✔ Node\.js {2,}needs 20\.19 or later {2,}found /m);
});

test("--once --json prints one document also if nothing could start, and exits with 1", async () => {
  const server = await serveOnLoopback((_, response) => response.end());
  try {
    const port = String(server.port);
    const { status, stdout, stderr } = runLocal("--once", "--json", "--without-search", "--port", port);
    const document = JSON.parse(stdout) as OnceDocument;
    expect(document).toMatchObject({ passed: false, sections: {}, runFolder: null });
    expect(document.failure).toContain(`port ${port}`);
    expect(document.prerequisites.map(({ name }) => name)).toContain(`port ${port}`);
    expect(stderr).toContain(document.failure);
    expect(status).toBe(1);
  } finally {
    await server.close();
  }
});

test("the continuous mode with --json prints a failure as a document", async () => {
  const server = await serveOnLoopback((_, response) => response.end());
  try {
    const { status, stdout } = runLocal("--json", "--without-search", "--port", String(server.port));
    expect(JSON.parse(stdout)).toEqual({
      kind: "failure",
      failure: expect.stringContaining("nothing was started") as string,
    });
    expect(status).toBe(1);
  } finally {
    await server.close();
  }
});

function runLocal(...args: readonly string[]) {
  return runProgram(process.execPath, ["scripts/run.cjs", "local/main.ts", ...args]);
}
