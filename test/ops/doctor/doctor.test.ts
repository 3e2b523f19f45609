import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { doctorScript, installScript } from "../../../host";
import { doctor } from "../../../ops/doctor/doctor";
import { type AwsAnswer, fakeAws } from "../../fixtures/fake-aws";
import { collectingIo } from "../../fixtures/operator-io";
import { runProgram } from "../../fixtures/run-program";
import { shippedConfig } from "../../fixtures/stacks";

const config = shippedConfig("production");
const IDENTITY =
  "<GetCallerIdentityResponse><GetCallerIdentityResult><Account>123456789012</Account></GetCallerIdentityResult></GetCallerIdentityResponse>";

async function run(
  options: Partial<Parameters<typeof doctor>[1]>,
  symptom?: string,
  line?: string,
  answers: Readonly<Record<string, AwsAnswer>> = {},
) {
  const { aws, close } = await fakeAws({ GetCallerIdentity: IDENTITY, ...answers });
  try {
    const context = { config, aws, io: collectingIo(), json: false };
    const { text, ok } = await doctor(context, { since: "1h", ...options }, symptom, line);
    return { text, ok };
  } finally {
    await close();
  }
}

test("without a symptom, every symptom is listed with what it looks like", async () => {
  const { text, ok } = await run({});
  expect(text).toMatch(/^permission-denied +the application cannot write its log files/);
  expect(text).toContain("npx logs doctor production line <text or id>");
  expect(ok).toBeUndefined();
});

test.each([
  ["an unknown symptom", {}, "sentry-recieves-nothing", undefined, /the nearest is sentry-receives-nothing/],
  ["a symptom and --all", { all: true } as const, "files-grow", undefined, /leave out files-grow, or --all/],
  ["a second argument", {}, "files-grow", "text", /"text" is one argument too many/],
  ["line without a text", {}, "line", undefined, /line needs a text of the line, or its id/],
])("%s is an error", async (_, options, symptom, line, message) => {
  await expect(run(options, symptom, line)).rejects.toThrow(message);
});

test("what no permission allows to see is not verifiable, and is no success", async () => {
  const { text, ok } = await run({}, "permission-denied");
  expect(text).toMatch(/^Permission denied: no cause found; 8 of 8 checks are not verifiable\n/);
  expect(text).toContain("? log-directories: made:ListAssociations is denied");
  expect(ok).toBe(false);
});

const asRoot = process.getuid?.() === 0 ? describe : describe.skip;

asRoot("with the report of a host", () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "host-"));
    mkdirSync(join(root, "etc"));
    writeFileSync(
      join(root, "etc/passwd"),
      "inventorysync:x:4711:4712::/:/bin/sh\ncwagent:x:4714:4714::/:/bin/sh\n",
    );
    writeFileSync(
      join(root, "etc/group"),
      "inventorysync:x:4712:\ninventorysync-readers:x:4713:inventorysync,cwagent\n",
    );
    script(installScript(config, "api"));
  });
  afterEach(() => {
    rmSync(root, { recursive: true });
  });
  const script = (input: string, ...args: readonly string[]) =>
    runProgram("sh", ["-s", "--", "--root", root, ...args], { input }).stdout;
  const examine = () => {
    const hostReport = join(root, "report.tsv");
    writeFileSync(hostReport, script(doctorScript(config, "api"), "--report"));
    return run({ hostReport }, "permission-denied");
  };

  test("the cause on the host is the first line, and none after the remedy", async () => {
    chmodSync(join(root, "var/log/inventorysync"), 0o500);
    const { text } = await examine();
    expect(text).toMatch(
      /^Permission denied: \S+report\.tsv: \/var\/log\/inventorysync has owner and mode 4711:4713 2?500, expected 4711:4713 2750/,
    );
    expect(text).toContain(
      "remedy: run the document inventorysync-production-host-files-install-api of Systems Manager",
    );
    script(installScript(config, "api"));
    expect((await examine()).text).toMatch(
      /^Permission denied: no cause found; 1 of 8 checks are not verifiable\n/,
    );
  });

  test("with --hosts, Systems Manager runs the script, and the cause is found on the host", async () => {
    chmodSync(join(root, "var/log/inventorysync"), 0o500);
    const { text, ok } = await run({ hosts: true }, "permission-denied", undefined, {
      SendCommand: { Command: { CommandId: "made-up" } },
      ListCommandInvocations: { CommandInvocations: [{ InstanceId: "i-1", Status: "Success" }] },
      GetCommandInvocation: {
        ...{ InstanceId: "i-1", Status: "Success" },
        StandardOutputContent: script(doctorScript(config, "api"), "--report"),
      },
    });
    expect(text).toMatch(
      /^Permission denied: i-1: \/var\/log\/inventorysync has owner and mode 4711:4713 2?500, expected 4711:4713 2750/,
    );
    expect(ok).toBe(false);
  });
});
