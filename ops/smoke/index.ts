import type { Command } from "commander";
import { environmentCommand, type Io } from "../cli";
import type { SmokeOptions } from "./smoke-options";

/** `logs smoke <environment>`: sends marked events through a deployment, and finds them in every sink. */
export function smokeCommand(io: Io): Command {
  return environmentCommand<SmokeOptions>(
    io,
    {
      name: "smoke",
      summary: "send marked events through a deployment, and find them in every sink",
      description:
        "Writes marked lines to every log group, in a log stream of its own: records, text, tracebacks, errors, and made-up " +
        "secrets of every class. Finds them in CloudWatch Logs, OpenSearch, Datadog and Sentry as the catalogue and the " +
        "configuration say, and checks that no made-up secret is readable there. Then removes what this role may remove. " +
        "Needs keys to read the sinks, and permission to write to the log groups (docs/reading-sinks.md). The made-up " +
        "secrets raise the alarm secrets-logged.",
      examples: [
        ["smoke production", "all steps, with up to five minutes for the events to arrive"],
        ["smoke production --tunnel localhost:9200", "a domain in a VPC, through a tunnel"],
        ["smoke production --timeout 15m --keep", "wait longer, and remove nothing"],
      ],
      negative: "a step failed: an event is missing, a secret is readable, or a sink cannot be read",
    },
    async () => (await import("./smoke")).smoke,
  )
    .option("--timeout <duration>", "how long the events may take: 90s, 5m", "5m")
    .option("--tunnel <host:port>", "local end of a tunnel to the domain")
    .option("--keep", "remove nothing");
}
