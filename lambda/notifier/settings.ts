import { MAX_LOG_ALARM_LINES, type Severity } from "../../catalog";
import type { LinkTargets } from "../notification/alarm-links";
import {
  environmentReader,
  type EnvironmentReader,
  type EnvironmentVariables,
} from "../shared/environment-variables";

/** Environment variables of the notifier. */
export interface NotifierVariables {
  readonly ENVIRONMENT: string;
  /** ARN of the SNS topic whose subscribers receive pages. */
  readonly PAGE_TOPIC_ARN: string;
  /** ARN of the SNS topic whose subscribers receive tickets. */
  readonly TICKET_TOPIC_ARN: string;
  /** URL of the runbook. */
  readonly RUNBOOK_URL?: string;
  /** URL of OpenSearch Dashboards. */
  readonly DASHBOARDS_URL?: string;
  /** The log group of a forwarder. */
  readonly FORWARDER_LOG_GROUP?: string;
  /** Maximum number of lines in the notification of a log alarm; absent where there are no log alarms. */
  readonly LOG_ALARM_LINES?: string;
}

/** The parsed environment variables. */
export interface NotifierSettings {
  readonly targets: LinkTargets;
  readonly topicArns: Readonly<Record<Severity, string>>;
  readonly logAlarmLines: number | undefined;
}

/** @throws Error with all missing variables, and the expected values */
export function parseSettings(variables: EnvironmentVariables): NotifierSettings {
  const reader = environmentReader(variables);
  const topic = (name: keyof NotifierVariables) => reader.required(name, "the ARN of an SNS topic");
  return reader.finish("notifier", {
    targets: {
      environment: reader.required("ENVIRONMENT", "the name of the environment"),
      // Lambda sets it.
      region: reader.required("AWS_REGION", "an AWS region"),
      runbookUrl: reader.optional("RUNBOOK_URL"),
      dashboardsUrl: reader.optional("DASHBOARDS_URL"),
      forwarderLogGroupName: reader.optional("FORWARDER_LOG_GROUP"),
    },
    logAlarmLines: logAlarmLines(reader),
    topicArns: { page: topic("PAGE_TOPIC_ARN"), ticket: topic("TICKET_TOPIC_ARN") },
  });
}

function logAlarmLines(reader: EnvironmentReader): number | undefined {
  const text = reader.optional("LOG_ALARM_LINES" satisfies keyof NotifierVariables);
  if (text === undefined) return undefined;
  const lines = Number(text);
  if (!Number.isInteger(lines) || lines < 1 || lines > MAX_LOG_ALARM_LINES)
    reader.problems.push(
      `LOG_ALARM_LINES is ${JSON.stringify(text)}, expected a whole number from 1 to ${MAX_LOG_ALARM_LINES}`,
    );
  return lines;
}
