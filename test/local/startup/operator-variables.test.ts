import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Endpoints } from "../../../local/endpoints";
import { operatorVariables, writeOperatorVariables } from "../../../local/startup/operator-variables";
import { ENDPOINTS } from "../../fixtures/endpoints";
import { runProgram } from "../../fixtures/run-program";

/** With characters that a shell treats specially. */
const SPECIAL = {
  ...ENDPOINTS,
  aws: { ...ENDPOINTS.aws, caFile: "/run/it's/ca.pem" },
  search: { ...ENDPOINTS.search, password: "made-up$(x)'y" },
} satisfies Endpoints;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "operator-variables-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

test("a shell that loads the file has the variables, whatever characters they contain", async () => {
  const file = await writeOperatorVariables(SPECIAL, folder);
  const { stdout } = runProgram("sh", ["-c", `. "$0" && env`, file], { env: { PATH: process.env["PATH"] } });
  expect(stdout.split("\n")).toEqual(
    expect.arrayContaining(
      Object.entries(operatorVariables(SPECIAL)).map(([name, value]) => `${name}=${value}`),
    ),
  );
});

test("only this user can read the file", async () => {
  expect(statSync(await writeOperatorVariables(SPECIAL, folder)).mode & 0o777).toBe(0o600);
});
