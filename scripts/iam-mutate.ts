/**
 * `npm run iam:mutate`: takes one permission at a time from the deployed role of a function on the local platform, which
 * enforces IAM, and expects that the function then behaves differently.
 */
import { Command, Option } from "commander";
import { aborted, abortOnSignals, INTERRUPTED } from "../local/command/interruption";
import {
  DRIVES,
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

const FAILED = 1;
/** A table with longer lines is hard to read. */
const MAX_REASON = 110;

const command = new Command("npm run iam:mutate --")
  .description(
    "Takes one permission at a time from the deployed role of a function on the local platform, and expects that the " +
      "function then behaves differently. A permission is one action on one resource.",
  )
  .addOption(
    new Option("--role <name>", "examine only the role of this function").choices(Object.keys(DRIVES)),
  )
  .addHelpText(
    "after",
    `\nExit codes: 0 at most ${MAX_UNPROVEN_PERCENT} % of the removed permissions unproven, 1 more, or the examination failed.`,
  )
  .parse();

const { role } = command.opts<{ role?: string }>();

void main().then((code) => process.exit(code));

/** @returns the exit code */
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
    return FAILED;
  } finally {
    await platform?.stop();
  }
}

function showProgress({ role: name, action, resource, verdict }: Examined): void {
  if (verdict === "needed" || verdict === "unproven")
    process.stderr.write(`${name}: ${action} on ${withoutAccount(resource)}: ${verdict}\n`);
}

/** @returns the exit code */
function printResult(examined: readonly Examined[]): number {
  const of = (verdict: Verdict) => examined.filter((each) => each.verdict === verdict);
  print("Needed: the function behaves differently without the permission", removed(of("needed")));
  print("Unproven: the function behaves the same without the permission", removed(of("unproven")));
  print("Not removed: only an AWS service makes the call", kept(of("by-aws")));
  print(
    "Not removed: requests to a domain of OpenSearch Service, which the local platform does not have",
    kept(of("search-domain")),
  );
  const { needed, unproven, percent, passed } = scoreOf(examined.map(({ verdict }) => verdict));
  console.log(`\n${needed} permissions needed, ${unproven} unproven: score ${percent} %`);
  return passed ? 0 : FAILED;
}

function print(title: string, table: string | undefined): void {
  if (table !== undefined) console.log(`\n${title}\n\n${table}`);
}

/** A row for each permission. */
function removed(examined: readonly Examined[]): string | undefined {
  if (examined.length === 0) return undefined;
  const rows = examined.map(({ role: name, action, resource, reason, verdict }) => [
    ...[name, action, withoutAccount(resource)],
    // A difference can be long; an explanation is complete.
    verdict === "needed" && reason.length > MAX_REASON ? `${reason.slice(0, MAX_REASON)}…` : reason,
  ]);
  return plainTable(["ROLE", "ACTION", "RESOURCE", "WITHOUT IT"], rows, []);
}

/** A row for each action with the same reason, with its roles. */
function kept(examined: readonly Examined[]): string | undefined {
  if (examined.length === 0) return undefined;
  const rows = new Map<string, { action: string; reason: string; roles: Set<string>; count: number }>();
  for (const { role: name, action, reason } of examined) {
    const row = rows.get(action + reason) ?? { action, reason, roles: new Set(), count: 0 };
    row.roles.add(name);
    row.count += 1;
    rows.set(action + reason, row);
  }
  return plainTable(
    ["ACTION", "PERMISSIONS", "ROLES", "REASON"],
    [...rows.values()].map(({ action, count, roles, reason }) => [
      ...[action, String(count), [...roles].join(", "), reason],
    ]),
    [false, true],
  );
}

/** Without partition, region and account, which are the same for all. */
function withoutAccount(resource: string): string {
  return resource.replace(/^arn:aws:([^:]*):[^:]*:[^:]*:/, "$1:");
}
