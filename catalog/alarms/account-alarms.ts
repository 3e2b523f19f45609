import { LOGS } from "../logs";
import type { MetricAlarm } from "./alarm";

/** The bill of an environment. Tamper alerts report what happens to its keys: they name who called. */
export const ACCOUNT_ALARMS = [
  {
    id: "ingestion-budget",
    severity: "ticket",
    metric: { source: "log-group", name: "IncomingBytes", logs: LOGS.map(({ id }) => id) },
    statistic: "Sum",
    periodMinutes: 1440,
    threshold: { atLeast: { parameter: "dailyIngestBytes", times: 1 } },
    thresholdReason:
      "AWS bills CloudWatch Logs by ingested bytes, and what is expected depends on the environment, so the number is a setting",
    breaches: [1, 1],
    description: "the application has written more bytes of logs within 24 hours than its budget",
    treatMissingData: "notBreaching",
    missingDataReason: "CloudWatch Logs reports nothing for a log group that receives no events",
  },
] as const satisfies readonly MetricAlarm[];
