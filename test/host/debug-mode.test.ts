import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { hostFiles } from "../../host";
import { stubProgram } from "../fixtures/host/stub-program";
import { runProgram } from "../fixtures/run-program";
import { shippedConfig } from "../fixtures/stacks";

const files = hostFiles(shippedConfig("production"), "api");
const contentOf = (name: string) => files.find(({ path }) => path.endsWith(`/${name}`))?.content ?? "";
const MODE = '{"level":"DEBUG"}';

let folder: string;
let target: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "debug-mode-"));
  target = join(folder, "mode.json");
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

test("the value of the environment's parameter becomes a file that the application may read", () => {
  const { status } = fetchDebugMode(`echo "$@" > ${folder}/arguments; echo '${MODE}'`);
  expect({ status, content: readFileSync(target, "utf8") }).toEqual({ status: 0, content: `${MODE}\n` });
  expect(statSync(target).mode & 0o777).toBe(0o644);
  expect(readFileSync(join(folder, "arguments"), "utf8")).toContain(
    "ssm get-parameter --region us-east-1 --name /inventorysync/production/debug-mode",
  );
});

test("without a parameter, an earlier file is removed", () => {
  writeFileSync(target, MODE);
  const { status } = fetchDebugMode(
    "echo 'An error occurred (ParameterNotFound) when calling the GetParameter operation' >&2; exit 254",
  );
  expect({ status, exists: existsSync(target) }).toEqual({ status: 0, exists: false });
});

test("if Systems Manager cannot be reached, the program fails with the reason, and an earlier file remains", () => {
  writeFileSync(target, MODE);
  const { status, stderr } = fetchDebugMode("echo 'Could not connect to the endpoint URL' >&2; exit 255");
  expect(status).not.toBe(0);
  expect(stderr).toContain("Could not connect");
  expect(readFileSync(target, "utf8")).toBe(MODE);
  expect(readdirSync(folder)).toEqual(["mode.json"]);
});

test("the application reads the file that the timer's unit writes", () => {
  const [, file] = /^Environment=LOG_DEBUG_FILE=(.+)$/m.exec(contentOf("inventorysync-api.service")) ?? [];
  expect(contentOf("inventorysync-api-debug-mode.service")).toContain(`/fetch-debug-mode ${file ?? "?"}\n`);
  expect(contentOf("inventorysync-api-debug-mode.timer")).toContain(
    "Unit=inventorysync-api-debug-mode.service\n",
  );
});

function fetchDebugMode(aws: string) {
  const env = { PATH: `${stubProgram("aws", aws)}:/usr/bin:/bin` };
  return runProgram("sh", ["-c", contentOf("fetch-debug-mode"), "fetch-debug-mode", target], { env });
}
