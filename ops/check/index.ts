import { type Command, InvalidArgumentError, Option } from "commander";
import { environmentCommand, type Io } from "../cli";
import { CHECK_IDS, type CheckId } from "./check-ids";
import type { CheckOptions } from "./check-options";

/** `logs check <environment>`: verifies the checklist of the deployment guide. */
export function checkCommand(io: Io): Command {
  return environmentCommand<CheckOptions>(
    io,
    {
      name: "check",
      summary: "verify a deployment: configuration, secrets, sinks, alarms, retention",
      description:
        "Verifies the checklist of the deployment guide (section 7), and prints for each check how it was verified, or the " +
        "remedy. It changes nothing and sends no data. A check is verified, failed or not verifiable; the last one is no success.",
      examples: [
        ["check production", "all checks"],
        ["check production --only alarms --only alarm-recipients", "two of them"],
        ["check production --tunnel localhost:9200", "a domain in a VPC, through a tunnel"],
        [
          "check production --allow-unverifiable sentry-intake",
          "for scripts: this one may be not verifiable",
        ],
      ],
      negative: "a check failed, or is not verifiable and not allowed to be",
    },
    async () => (await import("./check-environment")).checkEnvironment,
  )
    .addOption(checkList("--only <check>", "run only this check; repeatable"))
    .addOption(checkList("--allow-unverifiable <check>", "this check may be not verifiable; repeatable"))
    .option("--tunnel <host:port>", "local end of a tunnel to the domain");
}

/** An option that can be repeated. */
function checkList(flags: string, description: string): Option {
  return new Option(flags, description).argParser<readonly CheckId[]>((text, earlier) => {
    const id = CHECK_IDS.find((candidate) => candidate === text);
    if (id === undefined) throw new InvalidArgumentError(`Expected one of ${CHECK_IDS.join(", ")}.`);
    // commander passes no earlier value at first.
    return [...((earlier as readonly CheckId[] | undefined) ?? []), id];
  });
}
