import { type Command, Option } from "commander";
import { LOGS } from "../../catalog";
import { environmentCommand, type Io } from "../cli";
import type { DoctorOptions } from "./doctor-options";
import { SYMPTOM_IDS } from "./symptom-ids";

/** `logs doctor <environment>`: from a symptom to its cause and remedy. */
export function doctorCommand(io: Io): Command {
  return environmentCommand<DoctorOptions>(
    io,
    {
      name: "doctor",
      summary: "find the cause of a symptom, or follow one line to every sink",
      description:
        "Checks every known cause of a symptom, and prints the causes that it found first, each with its remedy. Each " +
        "check is verified, failed or not verifiable. Without a symptom, lists them. With line, follows one line from the " +
        "log file to every sink, and says where it stopped and why. Changes nothing; --hosts runs a script on the hosts " +
        `that changes nothing. Symptoms: ${SYMPTOM_IDS.join(", ")}. docs/troubleshooting.md describes them.`,
      examples: [
        ["doctor production", "the symptoms"],
        ["doctor production sentry-receives-nothing", "why Sentry receives nothing"],
        ["doctor production permission-denied --hosts", "also on the hosts, through Systems Manager"],
        ["doctor production files-grow --host-report report.tsv", "with the output of doctor.sh --report"],
        ["doctor production --all --since 24h", "every symptom, in the last day"],
        ["doctor production line req-4711", "where the newest line with this text is"],
        ["doctor production line 'payment failed' --log application", "the same in one log"],
      ],
      negative: "a cause was found, a check is not verifiable, or the line did not arrive",
    },
    async () => (await import("./doctor")).doctor,
  )
    .argument("[symptom]", "a symptom, or line")
    .argument(
      "[line]",
      "of line: a text of the line, or its id in CloudWatch Logs, OpenSearch, Sentry or Datadog",
    )
    .option("--all", "examine every symptom")
    .option("--since <time>", "read events and metrics since: 15m, 24h, 7d, or RFC 3339", "1h")
    .option(
      "--hosts",
      "run the SSM document doctor on the hosts of the environment, and wait for the results",
    )
    .option("--host-report <file>", "a file with the output of doctor.sh --report of a host")
    .addOption(new Option("--log <log>", "of line: only this log").choices(LOGS.map(({ id }) => id)))
    .option("--log-dir <folder>", "of line: folder with the log files on this machine (default: app.logDir)")
    .option("--tunnel <host:port>", "local end of a tunnel to the domain");
}
