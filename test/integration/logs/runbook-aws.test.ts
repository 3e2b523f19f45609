import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { roleName } from "../../../catalog";
import { ROOT_CREDENTIALS } from "../../../local/emulator";
import { Supervisor } from "../../../local/process";
import { ACCOUNT_TRAIL } from "../../../local/startup/deployment";
import { findPython } from "../../../local/startup/python";
import {
  bashBlocks,
  changesSomething,
  runbookCommands,
  runbookSection,
} from "../../fixtures/documents/runbook-commands";
import { runProgram } from "../../fixtures/run-program";
import { installAwsCli } from "../aws-cli";
import { platformEndpoints } from "../platform-endpoints";

/** What the local platform cannot answer, by the beginning of the command. A command that works must not be here. */
const NOT_ON_THE_PLATFORM: Readonly<Record<string, string>> = {
  "aws lambda get-function-event-invoke-config":
    "the emulator does not create the configuration of asynchronous invocations that the template has",
  "aws logs get-data-protection-policy": "the emulator has no data protection policies",
  "aws opensearch describe-domain-health": "the emulator does not have the operation",
  "aws opensearch describe-domain-nodes": "the emulator does not have the operation",
  "aws ssm describe-sessions": "the emulator does not have the operation",
  'aws ssm get-document --name "inventorysync-$ENVIRONMENT-search-tunnel"': "the platform has no bastion",
  "search GET '_cat/snapshots/cs-automated-enc": "only a domain has automated snapshots",
  "search GET '_plugins/_ism/": "the local engine does not have the plugin Index State Management",
};

const platform = platformEndpoints();
const COMMANDS = runbookCommands()
  .filter(({ text }) => !text.startsWith("npx ") && !text.startsWith("EVENT="))
  .filter(({ text }) => !changesSomething(text));

/**
 * Version 1 of the AWS CLI, the only one on PyPI, does not have `aws logs tail`: this is the request that it sends. For
 * Amazon SQS, this version does not read AWS_ENDPOINT_URL.
 */
const TAIL = `aws() {
  if [ "$1 $2" = "logs tail" ]; then
    command aws logs filter-log-events --log-group-name "$3" --max-items 5 "\${@:6}"
  elif [ "$1" = sqs ]; then
    command aws --endpoint-url "$AWS_ENDPOINT_URL" "$@"
  else
    command aws "$@"
  fi
}`;
/** The local cluster has no domain endpoint, and authenticates with a password. */
const SEARCH = `search() {
  curl --silent --show-error --request "$1" --cacert "$OPENSEARCH_CA_FILE" --config <(printf 'user = "%s"\\n' "$OPENSEARCH_USER") \\
    --write-out '\\nstatus %{http_code}\\n' "$OPENSEARCH_URL/$2"
}`;

let folder: string;
let supervisor: Supervisor;
let path: string;
/** The variables of the section "Prepare a shell", for the local platform. */
let prepared: string;

const withPython = findPython() === undefined ? describe.skip : describe;

withPython("with the AWS CLI", () => {
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "inventorysync-runbook-"));
    supervisor = new Supervisor();
    path = [(await installAwsCli(supervisor, folder)) ?? "", process.env["PATH"]].join(delimiter);
    const [preparation = ""] = bashBlocks(runbookSection("Prepare a shell"));
    const local = preparation
      .replace(/^ENVIRONMENT=\w+/m, "ENVIRONMENT=local")
      .replace(/^TOPOLOGY=\w+/m, "TOPOLOGY=direct");
    const { stdout } = run(
      `${local}\ndeclare -p ENVIRONMENT SINK ACCOUNT DOMAIN PIPELINE_SINK FORWARDER REPLAY_QUEUE ON_FAILURE_QUEUE; declare -f logs_of physical_id`,
    );
    prepared = stdout;
  });
  afterAll(async () => {
    await supervisor.stop();
    await rm(folder, { recursive: true });
  });

  test("the preparation of the shell finds the account, the forwarder and the queues", () => {
    for (const variable of ["ACCOUNT", "FORWARDER", "REPLAY_QUEUE", "ON_FAILURE_QUEUE"])
      expect(prepared).toMatch(new RegExp(`^declare -- ${variable}="\\S+"$`, "m"));
  });

  test.each(
    COMMANDS.map(({ text, articles, assignments }) => [text, articles.join(", "), assignments] as const),
  )("%s, of %s, answers, or is listed as what the platform cannot answer", (text, _, assignments) => {
    const command = withValues(`${assignments}\n${text}`);
    expect(command).not.toMatch(/<[a-z ]+>/);
    const { status, stderr, stdout } = run([prepared, TAIL, SEARCH, command].join("\n"));
    const listed = Object.keys(NOT_ON_THE_PLATFORM).some((prefix) => text.startsWith(prefix));
    const answered = status === 0 && !isRefusedSearch(stdout);
    expect({ answered, stderr: answered || listed ? "" : stderr + stdout }).toEqual({
      answered: !listed,
      stderr: "",
    });
  });
});

test("every entry of the list is the beginning of a command in the runbook", () => {
  for (const prefix of Object.keys(NOT_ON_THE_PLATFORM))
    expect(COMMANDS.some(({ text }) => text.startsWith(prefix))).toBe(true);
});

/** The placeholders of the articles with values of the platform. */
function withValues(command: string): string {
  return command
    .replace(/^WEBHOOK=\w+$/m, "WEBHOOK=local")
    .replaceAll("<role>", roleName("local", "reader"))
    .replaceAll("<session or user>", "operator")
    .replaceAll("<instance>", "i-0123456789abcdef0")
    .replaceAll('"inventorysync-$ENVIRONMENT-trail"', ACCOUNT_TRAIL)
    .replaceAll("$EVENT", "00000000-0000-4000-8000-000000000000");
}

/** With all shards allocated, the engine answers a question for the reason with status 400. */
function isRefusedSearch(stdout: string): boolean {
  const status = /^status (\d{3})$/m.exec(stdout)?.[1];
  return status !== undefined && status !== "200" && !stdout.includes("unable to find any unassigned shards");
}

function run(script: string) {
  const { aws, search } = platform;
  return runProgram("bash", ["--norc", "-eu", "-o", "pipefail", "-c", script], {
    env: {
      PATH: path,
      HOME: folder,
      AWS_ENDPOINT_URL: aws.url,
      AWS_CA_BUNDLE: aws.caFile,
      AWS_REGION: aws.region,
      AWS_DEFAULT_REGION: aws.region,
      AWS_ACCESS_KEY_ID: ROOT_CREDENTIALS.accessKeyId,
      AWS_SECRET_ACCESS_KEY: ROOT_CREDENTIALS.secretAccessKey,
      OPENSEARCH_URL: search?.url,
      OPENSEARCH_CA_FILE: search?.caFile,
      OPENSEARCH_USER: `${search?.username}:${search?.password}`,
    },
  });
}
