import { Logger } from "@aws-lambda-powertools/logger";
import { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import { PublishCommand, SNSClient } from "@aws-sdk/client-sns";
import type { SNSEvent } from "aws-lambda";
import { alarmTopicName, SEVERITIES, type Severity } from "../../catalog";
import type { Notification } from "../notification/notification";
import { severityOfTopic } from "../notification/topic-severity";
import { createRedactor } from "../redaction";
import { SafeError, withSafeErrors } from "../shared/safe-error";
import { createAlarmReader } from "./alarm-states";
import { createQuestionReader } from "./ask-question";
import { compose } from "./compose";
import type { ComposeOptions } from "./compose-options";
import { createLineReader } from "./counted-lines";
import { MAX_READING_MS } from "./find-evidence";
import { toSnsMessage, type SnsMessage } from "./sns-message";
import { parseSettings } from "./settings";

export interface HandlerDependencies extends ComposeOptions {
  /** Publishes to the subscribers of a severity. */
  readonly publish: (severity: Severity, message: SnsMessage) => Promise<void>;
  readonly report: (notification: Notification) => void;
}

/**
 * Turns each message on an alarm topic into a notification. If it cannot be published, the invocation fails: Lambda
 * retries it, and then sends the alarm itself to the on-failure destination.
 */
export function createHandler({ publish, report, ...options }: HandlerDependencies) {
  const { environment } = options.targets;
  return async ({ Records: records }: SNSEvent): Promise<void> => {
    for (const { Sns: sns } of records) {
      const severity = severityOf(sns.TopicArn, environment);
      const notification = await compose(
        {
          environment,
          severity,
          text: sns.Message,
          id: sns.MessageId,
          subject: sns.Subject === "" ? undefined : sns.Subject,
          receivedAt: sns.Timestamp,
        },
        options,
      );
      await publish(severity, toSnsMessage(notification));
      report(notification);
    }
  };
}

function severityOf(topicArn: string, environment: string): Severity {
  const severity = severityOfTopic(topicArn, environment);
  if (severity === undefined)
    throw new SafeError(
      `a message came from another topic, expected ${SEVERITIES.map((each) => alarmTopicName(environment, each)).join(" or ")}; ` +
        "remove the subscription of the notifier to it",
    );
  return severity;
}

let cachedHandler: ReturnType<typeof createHandler> | undefined;

/** The Lambda function. Reads its settings at the first invocation. */
export const handler = withSafeErrors(async (event: SNSEvent) => {
  cachedHandler ??= createHandler(realDependencies());
  return cachedHandler(event);
});

function realDependencies(): HandlerDependencies {
  const { targets, topicArns, logAlarmLines } = parseSettings(process.env);
  const logger = new Logger({ serviceName: "notifier" });
  const sns = new SNSClient();
  const logs = new CloudWatchLogsClient();
  return {
    targets,
    logAlarmLines,
    lineReader: createLineReader(logs, targets.environment),
    questionReader: createQuestionReader(logs),
    alarmReader: createAlarmReader(new CloudWatchClient()),
    startDeadline: () => AbortSignal.timeout(MAX_READING_MS),
    // Without a key and the overrides of the configuration it masks every class.
    redactor: createRedactor(),
    async publish(severity, message) {
      await sns.send(new PublishCommand({ TopicArn: topicArns[severity], ...message }));
    },
    report({ key, severity, state }) {
      logger.info(`published the notification of ${key}, ${state}`, { key, severity, state });
    },
  };
}
