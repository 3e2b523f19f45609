import { hostDocumentName } from "../../../catalog";
import { parseHostReport, readHostReport, runOnHosts } from "../../../ops/doctor/host-report";
import { type AwsAnswer, fakeAws } from "../../fixtures/fake-aws";
import { collectingIo } from "../../fixtures/operator-io";
import { shippedConfig } from "../../fixtures/stacks";

const REPORT =
  "verified\thost-disk\t10 % are used\t\nfailed\thost-log-level\tLOG_LEVEL is DEBUG\tset app.logLevel to INFO\n";

async function run(answers: Readonly<Record<string, AwsAnswer>>) {
  const { aws, close } = await fakeAws(answers);
  try {
    const context = { config: shippedConfig("production"), aws, io: collectingIo(), json: false };
    return await runOnHosts(context, { wait: () => Promise.resolve() });
  } finally {
    await close();
  }
}

test("a report has a finding for each line, with a remedy unless it is verified", () => {
  expect(parseHostReport("i-1", REPORT)).toEqual([
    { host: "i-1", cause: "host-disk", outcome: { result: "verified", how: "10 % are used" } },
    {
      ...{ host: "i-1", cause: "host-log-level" },
      outcome: { result: "failed", how: "LOG_LEVEL is DEBUG", remedy: "set app.logLevel to INFO" },
    },
  ]);
});

test.each([
  ["text that is no report", "hello\n", /i-1 is no report of doctor\.sh of this version/],
  ["an unknown cause", "failed\thost-made-up\ta\tb\n", /i-1 is no report of doctor\.sh of this version/],
  ["an unknown result", "perhaps\thost-disk\ta\tb\n", /i-1 is no report of doctor\.sh of this version/],
  ["nothing", "\n", /i-1 is empty; create it with: sudo sh doctor\.sh --report/],
])("%s is an error that names the remedy", (_, text, message) => {
  expect(() => parseHostReport("i-1", text)).toThrow(message);
});

test("a file that does not exist is an error that names it", () => {
  expect(() => readHostReport("/made-up.tsv")).toThrow(
    /--host-report \/made-up\.tsv cannot be read \(ENOENT\)/,
  );
});

test("the document runs on the tagged hosts, and its output is the report of each", async () => {
  const findings = await run({
    SendCommand: { Command: { CommandId: "made-up" } },
    ListCommandInvocations: { CommandInvocations: [{ InstanceId: "i-1", Status: "Success" }] },
    GetCommandInvocation: { InstanceId: "i-1", Status: "Success", StandardOutputContent: REPORT },
  });
  expect(findings.map(({ host, cause }) => [host, cause])).toEqual([
    ["i-1", "host-disk"],
    ["i-1", "host-log-level"],
  ]);
});

test("a host on which the document fails is named, with its error", async () => {
  const failure = { InstanceId: "i-2", Status: "Failed", StandardErrorContent: "awk: not found" };
  await expect(
    run({
      SendCommand: { Command: { CommandId: "made-up" } },
      ListCommandInvocations: { CommandInvocations: [failure] },
      GetCommandInvocation: failure,
    }),
  ).rejects.toThrow(
    "the document on i-2 ended with Failed: awk: not found; run sudo sh doctor.sh on the host",
  );
});

test("without a host that ends it, the error names the tag and the document", async () => {
  await expect(
    run({
      SendCommand: { Command: { CommandId: "made-up" } },
      ListCommandInvocations: { CommandInvocations: [] },
    }),
  ).rejects.toThrow(
    `no host with the tag InventorySync:HostGroup=production-api has ended ${hostDocumentName("production", "doctor", "api")} in 120 s`,
  );
});
