import { randomUUID } from "node:crypto";
import { gzipSync } from "node:zlib";
import { type LogId, logGroupName } from "../../../catalog";
import { type DriveContext, ENVIRONMENT } from "../context";

/** The event with which CloudWatch Logs invokes a function, with one line of a log. */
export function subscriptionEvent({ endpoints }: DriveContext, log: LogId, line: object) {
  const data = {
    messageType: "DATA_MESSAGE",
    owner: endpoints.aws.accountId,
    logGroup: logGroupName(ENVIRONMENT, log),
    logStream: "permissions",
    subscriptionFilters: ["permissions"],
    logEvents: [{ id: randomUUID(), timestamp: Date.now(), message: JSON.stringify(line) }],
  };
  return { awslogs: { data: gzipSync(JSON.stringify(data)).toString("base64") } };
}
