import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const LOGS = join(__dirname, "../../../bin/logs.mjs");
const ADDRESS = ["jane", "example.com"].join("@");

test("every input line gives one output line; JSON stays JSON, and a line without secrets is unchanged", async () => {
  const ordinary = '{"message": "stock is 1.0",  "n": 17}';
  const { stdout, code } = await logs(
    ["redact"],
    `{"password":"made-up","n":[1]}\n${ordinary}\r\nto ${ADDRESS}`,
  );
  expect(stdout).toBe(`{"password":"[redacted:password]","n":[1]}\n${ordinary}\r\nto [redacted:email]`);
  expect(code).toBe(0);
});

test("--explain prints detector, class and path of every replacement, but no value", async () => {
  const { stderr } = await logs(["redact", "--explain"], `{"a":[{"password":"made-up"}]}\nto ${ADDRESS}\n`);
  expect(stderr.split("\n")).toEqual([
    "line 1: a[0].password: password (credential) masked, found by key",
    "line 2: in the text: email (contact) masked, found by e-mail address",
    "",
  ]);
});

test("--stats prints the number of lines and replacements", async () => {
  const { stderr, stdout } = await logs(["redact", "--stats"], `to ${ADDRESS}\nnothing\nto ${ADDRESS}\n`);
  expect(stderr).toBe("3 lines, 2 with replacements, 0 withheld\n       2  contact, e-mail address\n");
  expect(stdout.split("\n")).toHaveLength(4);
});

test("--log applies the overrides of a log, and --environment those of an environment", async () => {
  const line = "from 203.0.113.17\n";
  expect((await logs(["redact", "--log", "audit"], line)).stdout).toBe(line);
  expect((await logs(["redact", "--environment", "production"], line)).stdout).toBe("from [redacted:ip]\n");
});

test("the command reads a file from any folder, and names a missing one", async () => {
  const folder = mkdtempSync(join(tmpdir(), "logs-"));
  writeFileSync(join(folder, "a.log"), "password=made-up\n");
  expect((await logs(["redact", "a.log"], "", folder)).stdout).toBe("password=[redacted:password]\n");
  const { code, stderr } = await logs(["redact", "b.log"], "", folder);
  expect(code).toBe(2);
  expect(stderr).toBe(
    "file b.log does not exist; give the path of a file, or omit it to read standard input\n",
  );
  rmSync(folder, { recursive: true });
});

test("the command ends without output when the reader closes the pipe", async () => {
  const child = spawn(process.execPath, [LOGS, "redact"]);
  let stderr = "";
  child.stderr.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
  child.stdin.on("error", () => undefined);
  child.stdin.write("an ordinary line\n".repeat(200_000));
  child.stdout.once("data", () => child.stdout.destroy());
  const code = await new Promise((resolve) => child.once("close", resolve));
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
});

interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function logs(args: readonly string[], input: string, cwd?: string): Promise<Outcome> {
  const child = spawn(process.execPath, [LOGS, ...args], cwd === undefined ? {} : { cwd });
  let stdout = "";
  let stderr = "";
  child.stdout.on("data", (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
  child.stdin.on("error", () => undefined);
  child.stdin.end(input);
  return new Promise((resolve) =>
    child.once("close", (code) => {
      resolve({ code, stdout, stderr });
    }),
  );
}
