import { CHECK_IDS, type CheckId } from "../../../ops/check/check-ids";
import type { Outcome } from "../../../ops/check/outcome";
import { runLogs } from "../../fixtures/run-logs";
import { platformEndpoints } from "../platform-endpoints";
import { closeDamages, DAMAGES, replaceSecret, type Undo } from "./damages";

interface CheckReport {
  readonly ok: boolean;
  readonly checks: readonly (Outcome & { readonly id: CheckId; readonly remedy?: string })[];
}

const platform = platformEndpoints();

let undo: Undo | undefined;
afterEach(async () => {
  await undo?.();
  undo = undefined;
});
afterAll(closeDamages);

async function check(
  ...args: readonly string[]
): Promise<CheckReport & { readonly exitCode: number | null; readonly printed: string }> {
  const { stdout, exitCode } = await runLogs(platform, ["check", "local", "--json", ...args]);
  return { ...(JSON.parse(stdout) as CheckReport), exitCode, printed: stdout };
}

/** What nobody can verify on the local platform. */
const UNVERIFIABLE_LOCALLY = [
  "host-environment",
  "log-directories",
  "sentry-intake",
  "log-rotation",
  "data-protection",
];

test("each property of a deployed platform is verified, except those that it cannot have", async () => {
  const { checks, exitCode } = await check();
  const withResult = (result: string) => checks.filter((one) => one.result === result).map(({ id }) => id);
  expect(withResult("not verifiable")).toEqual(UNVERIFIABLE_LOCALLY);
  expect(withResult("failed")).toEqual([]);
  expect(checks.map(({ id }) => id)).toEqual(CHECK_IDS.filter((id) => id !== "service-linked-role"));
  expect(exitCode).toBe(1);
});

test("a result that is not verifiable is no success, unless the caller allows it", async () => {
  const args = ["check", "local", "--only", "retention", "--only", "sentry-intake"];
  const { stdout, exitCode } = await runLogs(platform, args);
  expect(stdout).toMatch(
    /\? sentry-intake: .*\n +not verifiable: .*discards it before it checks the key.*\n +remedy: /,
  );
  expect(stdout).toMatch(/\n1 verified, 0 failed, 1 not verifiable\n$/);
  expect(exitCode).toBe(1);
  expect((await runLogs(platform, [...args, "--allow-unverifiable", "sentry-intake"])).exitCode).toBe(0);
});

test("a server of AWS that cannot be reached ends the command with one sentence", async () => {
  const { exitCode, stderr } = await runLogs(platform, ["check", "local"], {
    AWS_ENDPOINT_URL: "https://127.0.0.1:9",
  });
  expect(stderr).toMatch(/^a server cannot be reached: /m);
  expect(exitCode).toBe(2);
});

test.each(DAMAGES)(
  "$id: a platform $damage fails, and is verified again after it is repaired",
  async ({ id, inflict, named }) => {
    undo = await inflict();
    const { checks, ok, exitCode } = await check("--only", id);
    expect(checks[0]).toMatchObject({ id, result: "failed" });
    expect(checks[0]?.how).toMatch(named);
    expect(checks[0]?.remedy).toBeTruthy();
    expect({ ok, exitCode }).toEqual({ ok: false, exitCode: 1 });
    await undo();
    undo = undefined;
    expect(await check("--only", id)).toMatchObject({ ok: true, exitCode: 0 });
  },
);

test("no result repeats a secret, also one that is not well-formed", async () => {
  const value = ["made", "up", "secret"].join("-");
  undo = await replaceSecret("sentry-dsn", value);
  const { printed } = await check();
  for (const secret of [value, platform.datadog.apiKey, platform.search?.password ?? ""])
    expect(printed).not.toContain(secret);
});

test("the channel of the notifications is verified", async () => {
  const { checks } = await check("--only", "alarm-recipients");
  expect(checks[0]).toMatchObject({ result: "verified" });
  expect(checks[0]?.how).toMatch(/webhook local/);
});

test("another region than the configured one is named", async () => {
  const { checks } = await check("--only", "account", "--region", "eu-west-1");
  expect(checks[0]).toMatchObject({ result: "failed", how: "the region is eu-west-1, expected us-east-1" });
});

test("an engine that does not know the user makes its checks not verifiable, and no others", async () => {
  const { stdout } = await runLogs(
    platform,
    ["check", "local", "--json", "--only", "search-templates", "--only", "domain"],
    {
      OPENSEARCH_PASSWORD: ["made", "up"].join("-"),
    },
  );
  const { checks } = JSON.parse(stdout) as CheckReport;
  expect(checks.map(({ id, result }) => [id, result])).toEqual([
    ["domain", "verified"],
    ["search-templates", "not verifiable"],
  ]);
});
