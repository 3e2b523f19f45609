import { Logger } from "@aws-lambda-powertools/logger";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import type { SQSBatchResponse, SQSEvent } from "aws-lambda";
import { type Notification, parseNotification } from "../notification/notification";
import { createRedactor } from "../redaction";
import { createSecretReader } from "../shared/secret-reader";
import { safeErrorMessage, withSafeErrors } from "../shared/safe-error";
import { requestBody } from "./request-body";
import { send } from "./send";
import { parseSettings, type WebhookSettings } from "./settings";
import { parseTarget, type WebhookTarget } from "./target";
import { notificationsWithoutNotifier } from "./without-notifier";

export interface HandlerDependencies extends Pick<WebhookSettings, "environment" | "format"> {
  /** Read for each batch: an operator can replace the address at any time. */
  readonly readTarget: () => Promise<WebhookTarget>;
  /** Undefined if the webhook accepted the request; otherwise why not. */
  readonly send: (url: string, body: string) => Promise<string | undefined>;
  /** Called for each message that returns to the queue, and for each that is accepted. */
  readonly report: (messageId: string, problem: string | undefined) => void;
}

/** Sends each message to the webhook. A message that the webhook does not accept returns to the queue. */
export function createHandler(dependencies: HandlerDependencies) {
  const { environment, format, readTarget, report } = dependencies;
  return async ({ Records: messages }: SQSEvent): Promise<SQSBatchResponse> => {
    const failures: SQSBatchResponse["batchItemFailures"] = [];
    for (const { messageId, body } of messages) {
      const problem = await deliver(notificationsIn(body, environment));
      report(messageId, problem);
      if (problem !== undefined) failures.push({ itemIdentifier: messageId });
    }
    return { batchItemFailures: failures };
  };

  async function deliver(notifications: readonly Notification[]): Promise<string | undefined> {
    if (notifications.length === 0) return "the message is no notification";
    try {
      const target = await readTarget();
      for (const notification of notifications) {
        const problem = await dependencies.send(target.url, requestBody(notification, format, target));
        if (problem !== undefined) return problem;
      }
      return undefined;
    } catch (error) {
      return safeErrorMessage(error);
    }
  }
}

/** Without a key and the overrides of the configuration it masks every class. */
const redactor = createRedactor();

function notificationsIn(body: string, environment: string): readonly Notification[] {
  const notification = parseNotification(body);
  return notification ? [notification] : notificationsWithoutNotifier(body, environment, redactor);
}

let cachedHandler: ReturnType<typeof createHandler> | undefined;

/** The Lambda function. Reads its settings at the first invocation. */
export const handler = withSafeErrors(async (event: SQSEvent) => {
  cachedHandler ??= createHandler(realDependencies());
  return cachedHandler(event);
});

function realDependencies(): HandlerDependencies {
  const { environment, format, secretId, addresses } = parseSettings(process.env);
  const logger = new Logger({ serviceName: "webhook" });
  const readSecret = createSecretReader(new SecretsManagerClient());
  return {
    environment,
    format,
    send,
    readTarget: async () => parseTarget(await readSecret(secretId), format, addresses),
    report(messageId, problem) {
      if (problem === undefined) logger.info(`the webhook accepted message ${messageId}`);
      else logger.error(`message ${messageId} returns to the queue: ${problem}`);
    },
  };
}
