import { command, property, testIn } from "../evidence";
import type { Measure } from "../measure";

/** How changes and incidents are noticed. */
export const DETECTION_MEASURES = {
  trail: {
    construct: { file: "lib/storage/trail.ts", name: "Trail" },
    property:
      "CloudTrail records every API call of the account, among them each read of a log group, in signed files",
    evidence: [
      property("the trail records all regions in signed and encrypted files"),
      testIn(
        "test/lib/storage/trail.test.ts",
        "the trail records read and write management events, and every access to parked and archived objects",
      ),
    ],
  },
  "tamper-alerts": {
    construct: { file: "lib/monitoring/tamper-alerts.ts", name: "TamperAlerts" },
    property:
      "an API call that weakens logging pages within minutes: deletion, shorter retention, masking, keys, trail, roles",
    evidence: [
      property("every tamper alert is enabled and pages"),
      testIn(
        "test/lib/monitoring/tamper-alerts.test.ts",
        "every rule pages the topic, which admits only these rules",
      ),
    ],
  },
  "search-audit": {
    construct: { file: "lib/search/domain-logs.ts", name: "DomainLogs" },
    property: "the domain records who sent which request, and the log is kept as long as the security log",
    evidence: [property("the domain records its requests in an audit log")],
  },
  alarms: {
    construct: { file: "lib/monitoring/alarms.ts", name: "Alarms" },
    property:
      "alarms on errors, silent logs, sinks, queues and the domain notify, and each has an article of the runbook",
    evidence: [
      property("every alarm notifies, or is a condition of one that does"),
      testIn("test/docs/runbook.test.ts", "no article is about an alarm or tamper alert that does not exist"),
      command("npx logs alarms production"),
    ],
  },
  "silent-log": {
    construct: { file: "catalog/alarms/application-alarms.ts" },
    property: "a log without a line for half an hour raises an alarm where traffic is continuous",
    evidence: [testIn("test/lib/monitoring/alarms.test.ts", "a silent log is half an hour without a line")],
  },
  "logged-secrets": {
    construct: { file: "lib/storage/findings-log.ts", name: "FindingsLog" },
    property: "a credential or card number in a log raises an alarm, and the finding has no text",
    evidence: [
      testIn("test/lib/monitoring/monitoring-stack.test.ts", "is counted in the findings of data protection"),
      testIn(
        "test/lib/storage/findings-log.test.ts",
        "are written by log deliveries of this account and region only",
      ),
    ],
  },
  "review-questions": {
    construct: { file: "catalog/questions/index.ts", name: "QUESTIONS" },
    property:
      "saved queries and a dashboard answer who read or changed what, why sign-ins were denied, and which errors are new",
    evidence: [
      testIn(
        "test/lib/monitoring/saved-queries.test.ts",
        "each question is a saved query in the folder of the environment",
      ),
      command("npx logs query production"),
    ],
  },
  "notification-redaction": {
    construct: { file: "lambda/notification/create-notification.ts" },
    property: "a notification contains at most a few lines, each with every class of sensitive data masked",
    evidence: [
      testIn(
        "test/lib/monitoring/notifications/notifications.test.ts",
        "the notifier may read masked lines, ask questions, read alarms, publish, and nothing else",
      ),
    ],
  },
  runbook: {
    construct: { file: "docs/runbook.md" },
    property: "each alarm and tamper alert has an article with impact, first look and resolution",
    evidence: [
      testIn("test/docs/runbook.test.ts", "every internal link of the runbook points to a section"),
      command("npx logs explain production forwarder-errors"),
    ],
  },
} as const satisfies Readonly<Record<string, Measure>>;
