import {
  type Alarm,
  type CountedLog,
  countedLogGroupName,
  dashboardName,
  indexPatternId,
  insightsQueryOf,
  logGroupName,
  type Question,
  questionById,
  runbookAddress,
} from "../../catalog";
import { toLucene } from "./filter-pattern/render-pattern";
import { linesCondition, linesQuery } from "./lines-query";
import { alarmLink, dashboardLink, insightsLink } from "./links/insights-link";
import { discoverLink } from "./links/search-link";
import type { Link } from "./notification";

/** Where the links of an environment lead. */
export interface LinkTargets {
  readonly environment: string;
  readonly region: string;
  /**
   * URL of the runbook, without a fragment.
   * @default - no link to an article
   */
  readonly runbookUrl?: string | undefined;
  /**
   * URL of OpenSearch Dashboards.
   * @default - the environment has none
   */
  readonly dashboardsUrl?: string | undefined;
  /**
   * The log group of a forwarder, whose lines answer some questions.
   * @default - the environment has none
   */
  readonly forwarderLogGroupName?: string | undefined;
}

/** The lines that the metric filters of a metric count. */
export interface CountedLines {
  readonly log: CountedLog;
  /** A line that matches one of them is counted. */
  readonly filterPatterns: readonly string[];
}

/** A time range, in milliseconds since the Unix epoch. */
export interface TimeRange {
  readonly from: number;
  readonly to: number;
}

export interface AlarmLinkOptions {
  readonly targets: LinkTargets;
  /** Id in the catalogue; undefined for an alarm that is not in it. */
  readonly alarmId: string | undefined;
  readonly alarmName: string;
  readonly range: TimeRange;
  /** @default - the alarm does not count lines */
  readonly lines?: CountedLines | undefined;
  /** @default - the alarm has no question */
  readonly question?: InsightsQuestion;
}

/** A query of Logs Insights that answers the question of an alarm. */
export interface InsightsQuestion {
  readonly title: string;
  readonly logGroupNames: readonly string[];
  readonly query: string;
}

/** The links of an alarm, the runbook first. */
export function alarmLinks(options: AlarmLinkOptions): readonly Link[] {
  const { targets, alarmId, alarmName, range, lines, question } = options;
  const { environment, region, runbookUrl } = targets;
  return [
    ...(runbookUrl !== undefined && alarmId !== undefined
      ? [{ title: "Runbook", url: runbookAddress(alarmId, runbookUrl) }]
      : []),
    ...(lines ? lineLinks(targets, lines, range) : []),
    ...(question
      ? [{ title: `Logs Insights: ${question.title}`, url: insightsLink({ region, ...question, ...range }) }]
      : []),
    { title: "CloudWatch alarm", url: alarmLink(region, alarmName) },
    { title: "CloudWatch dashboard", url: dashboardLink(region, dashboardName(environment)) },
  ];
}

/** The question of an alarm for `alarmLinks`. */
export function questionForLinks(
  alarm: Pick<Alarm, "question"> | undefined,
  targets: LinkTargets,
): Pick<AlarmLinkOptions, "question"> {
  if (alarm?.question === undefined) return {};
  const question = insightsQuestion(questionById(alarm.question), targets);
  return question ? { question } : {};
}

/** How Logs Insights answers a question; undefined for one about a forwarder that the environment does not have. */
export function insightsQuestion(
  question: Question,
  { environment, forwarderLogGroupName }: LinkTargets,
): InsightsQuestion | undefined {
  const { title, logs } = question;
  const query = insightsQueryOf(question);
  if (question.insights.source !== "forwarder")
    return { title, query, logGroupNames: logs.map((log) => logGroupName(environment, log)) };
  return forwarderLogGroupName === undefined
    ? undefined
    : { title, query, logGroupNames: [forwarderLogGroupName] };
}

/** A pattern that cannot be translated leaves out the condition: the links then show all lines of the time range. */
function lineLinks(
  { environment, region, dashboardsUrl }: LinkTargets,
  { log, filterPatterns }: CountedLines,
  range: TimeRange,
): readonly Link[] {
  const condition = linesCondition(filterPatterns);
  const query = [linesQuery(condition), "sort @timestamp asc", "limit 100"].join("\n| ");
  const insights = {
    title: "Logs Insights: the lines",
    url: insightsLink({ region, logGroupNames: [countedLogGroupName(environment, log)], query, ...range }),
  };
  if (dashboardsUrl === undefined || log === "findings") return [insights];
  return [
    insights,
    {
      title: "OpenSearch Dashboards: the lines",
      url: discoverLink({
        dashboardsUrl,
        indexPatternId: indexPatternId(environment),
        query: condition ? toLucene(condition) : "*",
        ...range,
      }),
    },
  ];
}
