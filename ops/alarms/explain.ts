import { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import { type Alarm, type AlarmId, alarmName, ALARMS } from "../../catalog";
import { alarmsOf } from "../../config";
import { type CommandContext, type CommandResult, explainError, knownName } from "../cli";
import { sparkline } from "../query/bars";
import { query } from "../query/query";
import { alarmHistory, type StateChange } from "./alarm-history";
import { type DeployedAlarm, deployedAlarms } from "./deployed-alarms";
import { metricValues, type MetricValues } from "./metric-values";
import { runbookArticle } from "./runbook";

const ALARM_IDS: readonly AlarmId[] = ALARMS.map(({ id }) => id);

/**
 * Prints the article of an alarm, its state and history, the last values of its metric, and the answer of its question.
 * The article is printed first: it helps also if AWS cannot be reached.
 */
export async function explain(
  context: CommandContext,
  _options: unknown,
  given = "",
): Promise<CommandResult> {
  const { config, aws, io, json } = context;
  const id = knownName("alarm", ALARM_IDS, given);
  const alarm: Alarm | undefined = ALARMS.find((candidate) => candidate.id === id);
  const article = runbookArticle(id);
  if (!json) {
    const { renderMarkdown } = await import("./render-markdown");
    io.stdout.write(`${renderMarkdown(article, io)}\n\n`);
  }
  const client = new CloudWatchClient(aws);
  const name = alarmName(config.environment, id);
  const deployed = (await deployedAlarms(client, config.environment)).get(name);
  if (!deployed) {
    const isExpected = alarmsOf(config).some((candidate) => candidate.id === id);
    const text = isExpected
      ? `${name} is not deployed: deploy the stack Monitoring of ${config.environment}`
      : `${config.environment} has no alarm ${id}: its metric does not exist there`;
    return { data: { alarm: id, state: "not deployed", article }, text, ok: !isExpected };
  }
  const history = await alarmHistory(client, name);
  const metric = await metricValues(client, deployed.definition, Date.now());
  const answer = alarm?.question === undefined ? undefined : await answerOf(context, alarm.question);
  const { state, since, reason, actions } = deployed;
  return {
    data: { alarm: id, state, since, reason, actions, history, metric, answer: answer?.data, article },
    text: [
      ...renderState(id, deployed),
      ...renderHistory(history),
      ...renderMetric(metric, deployed),
      ...(answer && alarm?.question !== undefined ? ["", `${alarm.question}:`, answer.text] : []),
    ].join("\n"),
    ok: state !== "ALARM",
  };
}

/** An engine that cannot be reached may be why the alarm fired: it must not hide the rest. */
async function answerOf(context: CommandContext, question: string): Promise<CommandResult> {
  try {
    return await query(context, { format: "table" }, question);
  } catch (error) {
    const text = `could not be asked: ${explainError(error)}`;
    return { data: { question, error: text }, text };
  }
}

function renderState(id: string, { state, since = "an unknown time", reason, actions }: DeployedAlarm) {
  return [`${id} is in state ${state} since ${since}; its actions: ${actions}`, `reason: ${reason}`];
}

function renderHistory(history: readonly StateChange[]): readonly string[] {
  if (history.length === 0) return ["", "no change of the state in the last 30 days"];
  return ["", "last changes:", ...history.map(({ at, summary }) => `  ${at}  ${summary}`)];
}

function renderMetric({ periodSeconds, values }: MetricValues, { definition }: DeployedAlarm) {
  const every = `one value for ${periodSeconds / 60} minutes, threshold ${definition.Threshold ?? "unknown"}`;
  if (values.length === 0) return ["", `no values of the metric (${every})`];
  const numbers = values.map(({ value }) => value);
  return [
    "",
    `last values of the metric, from ${values[0]?.at ?? ""} (${every}):`,
    `  ${sparkline(numbers)}  ${numbers.join(" ")}`,
  ];
}
