import { setTimeout as sleep } from "node:timers/promises";
import {
  CloudWatchLogsClient,
  GetQueryResultsCommand,
  StartQueryCommand,
} from "@aws-sdk/client-cloudwatch-logs";
import { type AnswerRow, insightsQueryOf, insightsRow, logGroupName } from "../../catalog";
import { forwarderLogGroupName } from "../../config";
import { type CommandContext, OperatorError } from "../cli";
import type { AskedQuestion } from "./asked-question";

const POLL_MS = 1_000;
/** Rows of a query. Source: Amazon CloudWatch Logs API Reference, "StartQuery", limit. */
const MAX_ROWS = 10_000;
/** A question about all records: as far as the longest retention of a question's logs matters to an operator. */
const ALL_RECORDS_MS = 30 * 86_400_000;

/** Asks a question on CloudWatch Logs Insights. @throws OperatorError if the query fails */
export async function askInsights(
  { config, aws }: CommandContext,
  asked: AskedQuestion,
): Promise<readonly AnswerRow[]> {
  const { question, until, since = until - ALL_RECORDS_MS } = asked;
  const client = new CloudWatchLogsClient(aws);
  const logGroupNames =
    question.insights.source === "forwarder"
      ? [forwarderLogGroupName(config) ?? noForwarder(config.environment)]
      : question.logs.map((log) => logGroupName(config.environment, log));
  const { queryId } = await client.send(
    new StartQueryCommand({
      logGroupNames,
      // Seconds since the epoch; Logs Insights includes the end.
      startTime: Math.floor(since / 1_000),
      endTime: Math.floor(until / 1_000),
      queryString: insightsQuery(asked),
      limit: MAX_ROWS,
    }),
  );
  for (;;) {
    const { status, results = [] } = await client.send(new GetQueryResultsCommand({ queryId }));
    if (status === "Complete") return results.map((fields) => insightsRow(question.answer.columns, fields));
    if (status !== "Scheduled" && status !== "Running")
      throw new OperatorError(
        `the Logs Insights query ended with the status ${status ?? "unknown"}; run it again`,
      );
    await sleep(POLL_MS);
  }
}

function noForwarder(environment: string): never {
  throw new OperatorError(
    `the environment ${environment} has no sink, and therefore no forwarder to ask about`,
  );
}

/** The query text with the values of its parameters. */
export function insightsQuery({ question, parameters, shop }: AskedQuestion): string {
  const query = insightsQueryOf(question, parameters);
  return shop === undefined ? query : `filter shop = ${JSON.stringify(shop)}\n| ${query}`;
}
