import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Endpoints } from "../../../local/endpoints";
import { operatorVariables, writeOperatorVariables } from "../../../local/startup/operator-variables";
import { runProgram } from "../../fixtures/run-program";

const ENDPOINTS: Endpoints = {
  aws: {
    url: "https://127.0.0.1:1",
    region: "us-east-1",
    accountId: "000000000000",
    caFile: "/run/it's/ca.pem",
  },
  search: { url: "https://127.0.0.1:2", username: "user", password: "made-up$(x)'y", caFile: "/run/ca.pem" },
  sentry: {
    url: "http://127.0.0.1:5",
    dsn: "http://local@127.0.0.1:5/1",
    api: { authToken: "made-up-token", organization: "local", project: "inventorysync" },
    pageUrl: "http://127.0.0.1:3",
  },
  datadog: { url: "http://127.0.0.1:4", apiKey: "made-up", appKey: "made-up-app" },
  notifications: { url: "http://127.0.0.1:6", webhookUrl: "http://127.0.0.1:6/webhook/made-up" },
};

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "operator-variables-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

test("a shell that loads the file has the variables, whatever characters they contain", async () => {
  const file = await writeOperatorVariables(ENDPOINTS, folder);
  const { stdout } = runProgram("sh", ["-c", `. "$0" && env`, file], { env: { PATH: process.env["PATH"] } });
  expect(stdout.split("\n")).toEqual(
    expect.arrayContaining(
      Object.entries(operatorVariables(ENDPOINTS)).map(([name, value]) => `${name}=${value}`),
    ),
  );
});

test("only this user can read the file", async () => {
  expect(statSync(await writeOperatorVariables(ENDPOINTS, folder)).mode & 0o777).toBe(0o600);
});
