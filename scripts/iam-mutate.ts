/**
 * `npm run iam:mutate`: takes one permission at a time from the deployed role of a function on the local platform, which
 * enforces IAM, and expects that the function then behaves differently.
 */
import { Command } from "commander";
import { aborted, abortOnSignals, INTERRUPTED } from "../local/command/interruption";
import {
  type Examined,
  MAX_UNPROVEN_PERCENT,
  mutatePermissions,
  scoreOf,
  type Verdict,
} from "../local/permissions";
import { type Platform, startPlatform } from "../local/platform";
import { plainTable } from "../ops/cli/plain-table";

// This warning of the SDK about the version of Node.js is for deployed applications.
process.env["AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED"] = "true";

const TITLES: Readonly<Record<Verdict, string>> = {
  needed: "Needed: the function behaves differently without the permission",
  unproven: "Unproven: the function behaves the same without the permission",
  "by-aws": "Not removed: only an AWS service makes the call",
  "search-domain":
    "Not removed: requests to a domain of OpenSearch Service, which the local platform does not have",
};

const command = new Command("npm run iam:mutate --")
  .description(
    "Takes one permission at a time from the deployed role of a function on the local platform, and expects that the " +
      "function then behaves differently. A permission is one action on one resource.",
  )
  .option("--role <name>", "examine only the role of this function, such as forwarder")
  .addHelpText(
    "after",
    `\nExit codes: 0 at most ${MAX_UNPROVEN_PERCENT} % of the removed permissions unproven, 1 more, or the examination failed.`,
  )
  .parse();

const { role } = command.opts<{ role?: string }>();

void main().then((code) => process.exit(code));

async function main(): Promise<number> {
  const signal = abortOnSignals(() => {
    process.stderr.write("\nstopping\n");
  });
  let platform: Platform | undefined;
  try {
    process.stderr.write("starting the local platform\n");
    platform = await startPlatform({ withSearch: true, signal });
    await platform.deploy();
    const componentFailure = platform.failure.then((error) => Promise.reject(error));
    const work = mutatePermissions(platform, { role, report: showProgress });
    const examined = await Promise.race([work, componentFailure, aborted(signal)]);
    return examined ? printResult(examined) : INTERRUPTED;
  } catch (error) {
    if (signal.aborted) return INTERRUPTED;
    process.stderr.write(`\n${error instanceof Error ? error.message : String(error)}\n`);
    return 1;
  } finally {
    await platform?.stop();
  }
}

function showProgress({ role: name, action, resource, verdict }: Examined): void {
  if (verdict === "needed" || verdict === "unproven")
    process.stderr.write(`${name}: ${action} on ${shorten(resource)}: ${verdict}\n`);
}

/** @returns the exit code */
function printResult(examined: readonly Examined[]): number {
  for (const verdict of Object.keys(TITLES) as Verdict[]) {
    const rows = examined.filter((each) => each.verdict === verdict);
    if (rows.length === 0) continue;
    console.log(`\n${TITLES[verdict]}\n`);
    console.log(
      plainTable(
        ["ROLE", "ACTION", "RESOURCE", "REASON"],
        rows.map(({ role: name, action, resource, reason }) => [name, action, shorten(resource), reason]),
        [],
      ),
    );
  }
  const { needed, unproven, percent, passed } = scoreOf(examined.map(({ verdict }) => verdict));
  console.log(`\n${needed} permissions needed, ${unproven} unproven: score ${percent} %`);
  return passed ? 0 : 1;
}

/** Without partition, region and account, which are the same for all. */
function shorten(resource: string): string {
  return resource.replace(/^arn:aws:([^:]*):[^:]*:[^:]*:/, "$1:");
}
