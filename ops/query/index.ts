import { type Command, InvalidArgumentError, Option } from "commander";
import { type ParameterValues, QUESTIONS } from "../../catalog";
import { environmentCommand, type Io } from "../cli";
import { FORMATS, type QueryOptions } from "./query-options";

/** `logs query <environment> [question]`: asks a question of the catalogue. */
export function queryCommand(io: Io): Command {
  return environmentCommand<QueryOptions>(
    io,
    {
      name: "query",
      summary: "ask a question: errors, response times, sign-ins, one request",
      description:
        "Asks a question of docs/questions.md, on OpenSearch or on CloudWatch Logs Insights. Without a question, lists " +
        "the questions and their parameters.",
      examples: [
        ["query production", "list the questions"],
        ["query production error-analysis --since 15m", "the errors of the last 15 minutes"],
        ["query production slowest-routes --format bars", "the slowest routes as bars"],
        ["query production request-trace -p id=req-4711", "one request in all logs"],
        ["query production webhook-times --shop papaya-home", "the webhooks of one shop"],
        ["query production error-trend --on insights", "on CloudWatch Logs Insights"],
        ["query production log-volume --tunnel localhost:9200", "a domain in a VPC, through a tunnel"],
      ],
      negative: "the answer has no rows",
    },
    async () => (await import("./query")).query,
  )
    .argument("[question]", `one of ${QUESTIONS.map(({ id }) => id).join(", ")}`)
    .option(
      "--since <time>",
      "start of the time window: 15m, 24h, 7d, or RFC 3339 (default: that of the question)",
    )
    .option("--until <time>", "end of the time window: 5m before now, or RFC 3339 (default: now)")
    .option("--shop <shop>", "only lines of this shop")
    .option("-p, --param <name=value>", "value of a parameter; repeatable", parameter)
    .addOption(
      new Option("--on <service>", "where to ask (default: OpenSearch if the environment has it)").choices([
        "opensearch",
        "insights",
      ]),
    )
    .option("--tunnel <host:port>", "local end of a tunnel to the domain")
    .addOption(new Option("--format <format>", "form of the answer").choices(FORMATS).default("table"));
}

function parameter(text: string, earlier: ParameterValues = {}): ParameterValues {
  const [, name, value] = /^(\w+)=(.*)$/s.exec(text) ?? [];
  if (name === undefined || value === undefined)
    throw new InvalidArgumentError("expected name=value, such as level=CRITICAL.");
  return { ...earlier, [name]: value };
}
