import { alarmTopicName, SEVERITIES, type Severity } from "../../catalog";

/** The severity of the alarms that publish to a topic; undefined for a topic that is not one of the environment's. */
export function severityOfTopic(topicArn: string, environment: string): Severity | undefined {
  return SEVERITIES.find((severity) => topicArn.endsWith(`:${alarmTopicName(environment, severity)}`));
}
