import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";

const runbook = readFileSync(join(__dirname, "../../docs/runbook.md"), "utf8");

/** The Bash blocks of a section of the runbook. */
function bashBlocks(heading: string): string[] {
  const section = runbook.split(/^## /m).find((each) => each.startsWith(`${heading}\n`)) ?? "";
  return [...section.matchAll(/^```bash\n(.*?)^```$/gms)].map(([, block = ""]) => block);
}

/** The block "Prepare a shell" for one topology. It sets `SINK` to `opensearch`. */
function preparation(topology: string): string {
  const [block = ""] = bashBlocks("Prepare a shell");
  return block.replace(/^TOPOLOGY=\w+/m, `TOPOLOGY=${topology}`);
}

/** Runs commands in Bash with an AWS CLI that prints its `logs tail` commands, and does nothing. */
function run(...commands: readonly string[]): string {
  const aws = `aws() { case "$1 $2" in "logs tail") echo "$@" ;; esac; }`;
  const { stdout, stderr, status } = spawnSync(
    "bash",
    ["--norc", "-eu", "-c", [aws, ...commands].join("\n")],
    {
      encoding: "utf8",
    },
  );
  expect({ stderr, status }).toEqual({ stderr: "", status: 0 });
  return stdout;
}

test.each([
  ["direct", "logs tail /inventorysync-functions/production/forwarder\n"],
  ["kinesis", "logs tail /inventorysync-functions/production/forwarder-opensearch\n"],
])("in topology %s the log of the forwarder is found", (topology, command) => {
  expect(run(preparation(topology), "logs_of forwarder")).toBe(command);
});
