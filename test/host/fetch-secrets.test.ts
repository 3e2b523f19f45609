import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { hostFiles } from "../../host";
import { stubProgram } from "../fixtures/host/stub-program";
import { runProgram } from "../fixtures/run-program";
import { shippedConfig } from "../fixtures/stacks";

const program = hostFiles(shippedConfig("production"), "api").find(({ path }) =>
  path.endsWith("/fetch-secrets"),
);
const DSN = `https://made-up@sentry.example/1`;

let folder: string;
let target: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "secrets-"));
  target = join(folder, "environment");
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

test("only the owner may read the file with the secrets", () => {
  expect(fetchSecrets(`echo '${DSN}'`).status).toBe(0);
  expect(readFileSync(target, "utf8")).toBe(`SENTRY_DSN="${DSN}"\n`);
  expect(statSync(target).mode & 0o777).toBe(0o600);
});

test("the program reads the secret of its environment", () => {
  fetchSecrets(`echo "$@" > ${folder}/arguments; echo ${DSN}`);
  expect(readFileSync(join(folder, "arguments"), "utf8")).toContain(
    "--region us-east-1 --secret-id inventorysync/production/sentry-dsn",
  );
});

test.each([
  ["Secrets Manager does not answer", "exit 255"],
  ["the secret has several lines", `printf '${DSN}\\nsecond'`],
])("if %s, the program fails and the earlier file remains", (_, aws) => {
  writeFileSync(target, "earlier\n");
  expect(fetchSecrets(aws).status).not.toBe(0);
  expect(readFileSync(target, "utf8")).toBe("earlier\n");
  expect(readdirSync(folder)).toEqual(["environment"]);
});

test("the placeholder of the stack is not a variable, and is not printed", () => {
  const { status, stdout, stderr } = fetchSecrets("echo 'p1aceh0lder'");
  expect({ status, content: readFileSync(target, "utf8") }).toEqual({ status: 0, content: "" });
  expect(stderr).toContain("SENTRY_DSN is not a URL yet");
  expect(stdout + stderr).not.toContain("p1aceh0lder");
});

function fetchSecrets(aws: string) {
  const env = { PATH: `${stubProgram("aws", aws)}:/usr/bin:/bin` };
  return runProgram("sh", ["-c", program?.content ?? "", "fetch-secrets", target], { env });
}
