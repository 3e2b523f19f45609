import { dataStreamName, LOGS, sinkTitle } from "../../catalog";
import { retentionDaysOf, sinksOf } from "../../config";
import { type CommandContext, explainError } from "../cli";
import { openSearchClient } from "../search";
import type { LogStreams } from "./log-streams";
import type { StepOutcome } from "./step";

/** Removes what this role may remove of a run, and names what stays. Changes nothing else. */
export async function cleanUp(
  context: CommandContext,
  logStreams: LogStreams,
  tunnel: string | undefined,
): Promise<StepOutcome> {
  const { config } = context;
  const sinks = sinksOf(config);
  const removed: string[] = [];
  const stays: string[] = [];
  const { deleted, errors } = await logStreams.delete();
  if (deleted.length > 0) removed.push(`the log stream ${logStreams.name} of ${deleted.length} log groups`);
  for (const [group, error] of errors)
    stays.push(`the log stream ${logStreams.name} of ${group}: ${explainError(error)}`);
  if (sinks.includes("opensearch"))
    try {
      removed.push(`${await deleteDocuments(context, logStreams.name, tunnel)} documents in OpenSearch`);
    } catch (error) {
      const days = Math.max(...LOGS.map((log) => retentionDaysOf(config, log)));
      stays.push(
        `the documents in OpenSearch, for their retention (at most ${days} days): ${explainError(error)}`,
      );
    }
  for (const sink of sinks)
    if (sink !== "opensearch") stays.push(`the events in ${sinkTitle(sink)}, for its own retention`);
  const list = (title: string, items: readonly string[]) =>
    items.length > 0 ? [`${title} ${items.join(", ")}`] : [];
  return { result: "passed", how: [...list("removed:", removed), ...list("stays:", stays)].join("; ") };
}

/** @throws Error if this role may not delete documents, as the roles `reader` and `auditor` */
async function deleteDocuments(
  context: CommandContext,
  logStream: string,
  tunnel: string | undefined,
): Promise<number> {
  const { client, close } = await openSearchClient(context, tunnel);
  try {
    let deleted = 0;
    for (const { id: log } of LOGS) {
      const { body } = await client.deleteByQuery({
        index: dataStreamName(context.config.environment, log),
        body: { query: { term: { "cloudwatch.log_stream": { value: logStream } } } },
        conflicts: "proceed",
        refresh: true,
      });
      deleted += (body as { readonly deleted?: number }).deleted ?? 0;
    }
    return deleted;
  } finally {
    await close();
  }
}
