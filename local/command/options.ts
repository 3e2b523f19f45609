import { Command, InvalidArgumentError, Option } from "commander";
import { externalEndpoints } from "../startup/external-endpoints";
import { MAX_BASE_PORT, MIN_BASE_PORT, SERVER_NAMES, SERVERS } from "../startup/ports";
import type { Topology } from "../startup/startup-tasks";
import { MIN_OUTAGE_SECONDS } from "../verify/under-traffic";

export interface Options {
  readonly app: boolean;
  readonly check: boolean;
  readonly once: boolean;
  readonly topology: Topology;
  readonly outage: boolean;
  readonly outageSeconds: number;
  readonly rotate: boolean;
  readonly withoutSearch: boolean;
  /** Absent for any free ports. */
  readonly port?: number;
  readonly json: boolean;
}

const command = new Command("npm run local --")
  .description(
    "Runs the whole platform on this machine: starts an AWS emulator, OpenSearch, and local intakes for Sentry and " +
      "Datadog; deploys the same stacks as `cdk deploy`; and sends generated log lines through them. " +
      "It needs no AWS account and no Docker. --check shows what it needs.",
  )
  .option("--check", "check what this machine needs for the other options, and exit", false)
  .option("--app", "let the sample application in examples/fastapi write the lines, under HTTP load", false)
  .option("--once", "write a fixed set of lines, verify what every sink received, and exit", false)
  .addOption(
    new Option(
      "--topology <topology>",
      "how log events reach the forwarder: CloudWatch Logs invokes it, or it reads a Kinesis data stream",
    )
      .choices(["direct", "kinesis"])
      .default("direct"),
  )
  .option(
    "--outage",
    "with --once: make every sink fail while lines are sent, and verify that all lines arrive afterwards",
    false,
  )
  .option(
    "--outage-seconds <seconds>",
    `duration of the outage, at least ${MIN_OUTAGE_SECONDS}`,
    outageSeconds,
    60,
  )
  .option(
    "--rotate",
    "with --once: rotate every secret while lines are sent, and verify that all lines arrive and how hashes change",
    false,
  )
  .option("--without-search", "run without OpenSearch; Maven is then not needed", false)
  .option(
    "--port <base>",
    `use fixed ports: ${SERVER_NAMES.map((name, index) => `base${index === 0 ? "" : `+${index}`} for ${SERVERS[name]}`).join(", ")} (default: any free ports)`,
    basePort,
  )
  .option("--json", "print JSON on standard output, and the progress on standard error", false)
  .addHelpText(
    "after",
    `
Examples:
  npm run local                               send log lines until Ctrl-C, and serve a page that shows everything
  npm run local -- --port 8100                the same, with the page on http://127.0.0.1:8100
  npm run local -- --check                    only check what this machine needs
  npm run local -- --once                     verify the platform, then stop
  npm run local -- --once --topology kinesis  verify it with a Kinesis data stream, as in production
  npm run local -- --once --outage            verify that no line is lost if every sink fails for a minute
  npm run local -- --once --rotate            verify that no line is lost if every secret is rotated
  npm run local -- --once --without-search    verify it without OpenSearch
  npm run local -- --once --app               verify it with the lines of the sample application
  npm run -s local -- --once --json           the result as one JSON document (docs/local-run.md)

Environment variables:
  OPENSEARCH_URL       use a running search engine: https://user:password@host:port
  OPENSEARCH_USERNAME  user, if the URL does not contain it
  OPENSEARCH_PASSWORD  password, if the URL does not contain it
  OPENSEARCH_CA_FILE   CA certificate of that search engine (PEM)
  AWS_ENDPOINT_URL     use a running AWS emulator
  AWS_CA_BUNDLE        CA certificate of that emulator (PEM)

Exit codes:
  0    success
  1    a check failed, or the platform could not run
  130  interrupted with Ctrl-C during the startup or during --once`,
  );

function outageSeconds(text: string): number {
  const seconds = Number(text);
  if (Number.isInteger(seconds) && seconds >= MIN_OUTAGE_SECONDS) return seconds;
  throw new InvalidArgumentError(
    `expected a whole number of at least ${MIN_OUTAGE_SECONDS}: forwarders retry for ten seconds, and park nothing in a shorter outage.`,
  );
}

function basePort(text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port >= MIN_BASE_PORT && port <= MAX_BASE_PORT) return port;
  throw new InvalidArgumentError(
    `expected a whole number from ${MIN_BASE_PORT} to ${MAX_BASE_PORT}: the servers use ${SERVER_NAMES.length} consecutive ports.`,
  );
}

/** Reads the command line. Exits if it is wrong, or after `--help`. @throws Error if options contradict each other */
export function readOptions(): Options {
  const options = command.parse().opts<Options>();
  if (options.check && options.once)
    throw new Error("--check starts nothing, so --once contradicts it; remove one of them");
  for (const [option, effect] of [
    ["outage", "stops the search engine"],
    ["rotate", "changes a password of the search engine"],
  ] as const) {
    if (!options[option]) continue;
    if (options.app) throw new Error(`--${option} needs generated lines; remove --app`);
    if (!options.once) throw new Error(`--${option} is only valid with --once; add --once`);
    if (options.withoutSearch)
      throw new Error(`--${option} ${effect}, so --without-search contradicts it; remove one of them`);
    if (externalEndpoints(process.env).search)
      throw new Error(
        `--${option} ${effect}, but OPENSEARCH_URL names one that this command did not start; unset OPENSEARCH_URL`,
      );
  }
  return options;
}
