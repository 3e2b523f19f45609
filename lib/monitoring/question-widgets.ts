import * as cloudwatch from "aws-cdk-lib/aws-cloudwatch";
import {
  DASHBOARD_FILTERS,
  dashboardQuery,
  type DashboardView,
  dashboardView,
  isOnDashboard,
  logGroupName,
  type Question,
  QUESTIONS,
} from "../../catalog";

const WIDTH = 12;
const HEIGHT = 7;

const VIEWS = {
  bar: cloudwatch.LogQueryVisualizationType.BAR,
  timeSeries: cloudwatch.LogQueryVisualizationType.LINE,
  table: cloudwatch.LogQueryVisualizationType.TABLE,
} as const satisfies Readonly<Record<DashboardView, cloudwatch.LogQueryVisualizationType>>;

/**
 * The variables of the dashboard. The user enters a value, which replaces a text in every query. Source: Amazon CloudWatch
 * API Reference, "Dashboard Body Structure and Syntax", Variables Array Structure.
 */
export function dashboardVariables(): cloudwatch.DashboardVariable[] {
  return DASHBOARD_FILTERS.map(
    ({ id, label, all }) =>
      new cloudwatch.DashboardVariable({
        id,
        label,
        type: cloudwatch.VariableType.PATTERN,
        inputType: cloudwatch.VariableInputType.INPUT,
        value: all,
        defaultValue: cloudwatch.DefaultValue.value(all),
        visible: true,
      }),
  );
}

/**
 * A widget for each question, two in a row.
 *
 * @param forwarderLogGroupName the log group whose lines summarize invocations; undefined without sinks
 */
export function questionWidgets(
  environment: string,
  forwarderLogGroupName: string | undefined,
): cloudwatch.IWidget[][] {
  const widgets = (QUESTIONS as readonly Question[]).filter(isOnDashboard).flatMap((question) => {
    const logGroupNames = logGroupNamesOf(question, environment, forwarderLogGroupName);
    if (logGroupNames.length === 0) return [];
    return new cloudwatch.LogQueryWidget({
      title: question.title,
      logGroupNames,
      queryString: dashboardQuery(question),
      view: VIEWS[dashboardView(question)],
      width: WIDTH,
      height: HEIGHT,
    });
  });
  return inPairs(widgets);
}

function logGroupNamesOf(
  { logs, insights }: Question,
  environment: string,
  forwarderLogGroupName: string | undefined,
): string[] {
  if (insights.source !== "forwarder") return logs.map((log) => logGroupName(environment, log));
  return forwarderLogGroupName === undefined ? [] : [forwarderLogGroupName];
}

function inPairs<Item>(items: readonly Item[]): Item[][] {
  return items.flatMap((_, index) => (index % 2 === 0 ? [items.slice(index, index + 2)] : []));
}
