import { type Command, InvalidArgumentError, Option } from "commander";
import { LOGS } from "../../catalog";
import { environmentCommand, type Io } from "../cli";
import type { CostOptions, VolumeByLog } from "./cost-options";
import { ASSUMPTIONS } from "./estimate/assumptions";
import { parseVolume } from "./parse-volume";

/** `logs cost <environment>`: the monthly cost at a volume of logs. */
export function costCommand(io: Io): Command {
  return environmentCommand<CostOptions>(
    io,
    {
      name: "cost",
      summary: "estimate the monthly cost at a volume of logs",
      description:
        "Estimates what an environment costs in a month, from its configuration, a volume of logs, and list prices: each " +
        "service with quantity, price and cost, the most expensive one first. Then what a change of the topology, the " +
        "retention or the sampling would cost or save. Only --measured calls AWS (cloudwatch:GetMetricData).",
      examples: [
        ["cost production --gib-per-day 5", "at 5 GiB of log lines a day"],
        ["cost production --lines-per-day application=2000000,audit=50000", "by log"],
        ["cost production --measured --since 7d", "at the average of the last week"],
        ["cost production --gib-per-day 5 --region eu-west-1 --prices eu-west-1.json", "in another region"],
      ],
    },
    async () => (await import("./cost")).cost,
  )
    .addOption(
      new Option("--gib-per-day <volume>", "GiB of log lines a day, of all logs, or by log").argParser(
        volume,
      ),
    )
    .addOption(
      new Option("--lines-per-day <volume>", "log lines a day, of all logs, or by log").argParser(volume),
    )
    .option("--bytes-per-line <bytes>", "bytes of an average line", positive, ASSUMPTIONS.bytesPerLine.value)
    .option("--measured", "read the volume of each log group from CloudWatch")
    .option("--since <time>", "with --measured: start of the time window, such as 24h or 7d", "7d")
    .option("--hosts <count>", "number of hosts that write logs", positive, 1)
    .option(
      "--error-share <share>",
      "share of the lines with level ERROR or above",
      share,
      ASSUMPTIONS.errorShare.value,
    )
    .option(
      "--invocation <ms>",
      "average duration of an invocation, in milliseconds (default: by the lines of the payloads)",
      positive,
    )
    .option("--prices <file>", "JSON file with the prices of the region");
}

function volume(text: string): VolumeByLog {
  const parsed = parseVolume(text);
  if (parsed === undefined)
    throw new InvalidArgumentError(
      `expected a number such as 5, or a list such as application=3,audit=0.5 with the logs ${LOGS.map(({ id }) => id).join(", ")}.`,
    );
  return parsed;
}

function positive(text: string): number {
  const number = Number(text);
  if (!(number > 0 && Number.isFinite(number))) throw new InvalidArgumentError("expected a number above 0.");
  return number;
}

function share(text: string): number {
  const number = text.trim() === "" ? Number.NaN : Number(text);
  if (!(number >= 0 && number <= 1)) throw new InvalidArgumentError("expected a number from 0 to 1.");
  return number;
}
