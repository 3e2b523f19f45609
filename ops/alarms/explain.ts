import { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import { type Alarm, type AlarmId, alarmName, ALARMS, conditionAlarmIds } from "../../catalog";
import { alarmsOf, forwarderLogGroupName } from "../../config";
import { alarmLinks, questionForLinks } from "../../lambda/notification/alarm-links";
import type { Link } from "../../lambda/notification/notification";
import { type CommandContext, type CommandResult, explainError, knownName } from "../cli";
import { sparkline } from "../query/bars";
import { query } from "../query/query";
import { alarmHistory, type StateChange } from "./alarm-history";
import { type DeployedAlarm, deployedAlarms } from "./deployed-alarms";
import { evaluatedMetric } from "./evaluated-metric";
import { metricValues, type MetricValues } from "./metric-values";
import { runbookArticle } from "./runbook";

/** The time range of the links without values of the metric. */
const DEFAULT_RANGE_MS = 3_600_000;

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
  const all = await deployedAlarms(client, config.environment);
  const deployed = all.get(name);
  if (!deployed) {
    const isExpected = alarmsOf(config).some((candidate) => candidate.id === id);
    const text = isExpected
      ? `${name} is not deployed: deploy the stack Monitoring of ${config.environment}`
      : `${config.environment} has no alarm ${id}: its metric does not exist there`;
    return { data: { alarm: id, state: "not deployed", article }, text, ok: !isExpected };
  }
  const history = await alarmHistory(client, name);
  const evaluated = evaluatedAlarms(alarm, config.environment, all);
  const metrics = await Promise.all(
    evaluated.map(async ([evaluatedName, { definition, state: conditionState }]) => {
      const metric = evaluatedMetric(definition, alarm, config.environment);
      return {
        alarm: evaluatedName,
        state: conditionState,
        threshold: metric.Threshold,
        ...(await metricValues(client, metric, Date.now())),
      };
    }),
  );
  const answer = alarm?.question === undefined ? undefined : await answerOf(context, alarm.question);
  const { state, since, reason, actions } = deployed;
  const links = linksOf(context, id, alarm, metrics);
  return {
    data: {
      alarm: id,
      state,
      since,
      reason,
      actions,
      history,
      metrics,
      answer: answer?.data,
      links,
      article,
    },
    text: [
      ...renderState(id, deployed),
      ...renderHistory(history),
      ...metrics.flatMap((metric) => renderMetric(metric, metric.alarm === name ? undefined : metric.alarm)),
      ...(answer && alarm?.question !== undefined ? ["", `${alarm.question}:`, answer.text] : []),
      ...links.flatMap(({ title, url }) => ["", `${title}:`, url]),
    ].join("\n"),
    ok: state !== "ALARM",
  };
}

/** The alarm itself, or the metric alarms of its conditions if it is a composite alarm, with their names. */
function evaluatedAlarms(
  alarm: Alarm | undefined,
  environment: string,
  deployed: ReadonlyMap<string, DeployedAlarm>,
): readonly (readonly [string, DeployedAlarm])[] {
  if (!alarm) return [];
  const conditions = conditionAlarmIds(alarm);
  return (conditions.length > 0 ? conditions : [alarm.id]).flatMap((id) => {
    const name = alarmName(environment, id);
    const found = deployed.get(name);
    return found ? [[name, found] as const] : [];
  });
}

/** Links of a notification of this alarm, over the time of the values of its metrics. */
function linksOf(
  { config, aws }: CommandContext,
  id: string,
  alarm: Alarm | undefined,
  metrics: readonly MetricValues[],
): readonly Link[] {
  const { environment, alarms: settings } = config;
  const to = Date.now();
  const times = metrics.flatMap(({ values }) => values.map(({ at }) => Date.parse(at)));
  const targets = {
    environment,
    region: aws.region,
    runbookUrl: settings.runbookUrl,
    forwarderLogGroupName: forwarderLogGroupName(config),
  };
  return alarmLinks({
    targets,
    alarmId: id,
    alarmName: alarmName(environment, id),
    range: { from: times.length > 0 ? Math.min(...times) : to - DEFAULT_RANGE_MS, to },
    ...questionForLinks(alarm, targets),
  });
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

interface EvaluatedMetric extends MetricValues {
  readonly state: DeployedAlarm["state"];
  readonly threshold: number | undefined;
}

/** @param condition the metric alarm that evaluates the metric, if the alarm is a composite alarm */
function renderMetric({ periodSeconds, values, threshold, state }: EvaluatedMetric, condition?: string) {
  const of = condition === undefined ? "the metric" : `${condition} (${state})`;
  const every = `one value for ${periodSeconds / 60} minutes, threshold ${threshold ?? "unknown"}`;
  if (values.length === 0) return ["", `no values of ${of} (${every})`];
  const numbers = values.map(({ value }) => value);
  return [
    "",
    `last values of ${of}, from ${values[0]?.at ?? ""} (${every}):`,
    `  ${sparkline(numbers)}  ${numbers.join(" ")}`,
  ];
}
