import { SLOW_REQUEST_MS } from "../log-metrics";
import type { MetricAlarm } from "./alarm";

/** What InventorySync's own log lines show. */
export const APPLICATION_ALARMS = [
  {
    id: "error-spike",
    severity: "page",
    metric: { source: "log", name: "applicationErrors" },
    statistic: "Sum",
    periodMinutes: 5,
    threshold: { atLeast: { parameter: "errorSpike", times: 1 } },
    thresholdReason: "what a spike is depends on the traffic of the environment, so the number is a setting",
    breaches: [1, 1],
    description: "unusually many errors in the application log within five minutes",
    treatMissingData: "notBreaching",
    missingDataReason:
      "the metric filter reports 0 while no line matches, and nothing while no lines are written",
    question: "error-trend",
  },
  {
    id: "error-ratio",
    severity: "page",
    metric: {
      source: "percent",
      part: { source: "log", name: "applicationErrors" },
      whole: [{ source: "log-group", name: "IncomingLogEvents", logs: ["application"] }],
      minimum: 20,
    },
    statistic: "Sum",
    periodMinutes: 5,
    threshold: { atLeast: 5 },
    thresholdReason:
      "a healthy application writes an error in less than one of a hundred lines; 20 errors in five minutes exclude quiet hours, and three periods exclude a single failed job",
    breaches: [3, 3],
    description: "at least 5 % of the lines of the application log have been errors for 15 minutes",
    treatMissingData: "notBreaching",
    missingDataReason:
      "the metric filter reports 0 while no line matches, and nothing while no lines are written",
    question: "error-trend",
    suppressedBy: "error-spike",
  },
  {
    id: "latency-p95",
    severity: "ticket",
    metric: { source: "percentile", name: "requestDuration", percentile: 95, minimum: 100 },
    statistic: "Maximum",
    periodMinutes: 5,
    threshold: { atLeast: SLOW_REQUEST_MS },
    thresholdReason:
      "the time of the service level latency: its target allows one slow request in a hundred, and here it is one in twenty; with fewer than 100 requests, five of them would decide",
    breaches: [3, 3],
    description: "the slowest 5 % of the requests have taken longer than a second for 15 minutes",
    treatMissingData: "notBreaching",
    missingDataReason: "without answered requests there are no durations",
    question: "slowest-routes",
    suppressedBy: "latency-burn-fast",
    mutedInDeployWindows: true,
  },
  {
    id: "sign-in-failure-burst",
    severity: "page",
    metric: { source: "log", name: "failedSignIns" },
    statistic: "Sum",
    periodMinutes: 5,
    threshold: { atLeast: 50 },
    thresholdReason:
      "ten denied sign-ins a minute are more than people mistype, and fewer than a program tries that guesses passwords",
    breaches: [1, 1],
    description: "at least 50 sign-ins were denied within five minutes: somebody may be guessing passwords",
    treatMissingData: "notBreaching",
    missingDataReason:
      "the metric filter reports 0 while no line matches, and nothing while no lines are written",
    question: "authentication-failures",
  },
  {
    id: "webhook-failures",
    severity: "page",
    metric: {
      source: "percent",
      part: { source: "log", name: "failedWebhooks" },
      whole: [
        { source: "log", name: "processedWebhooks" },
        { source: "log", name: "failedWebhooks" },
      ],
      minimum: 10,
    },
    statistic: "Sum",
    periodMinutes: 5,
    threshold: { atLeast: 10 },
    thresholdReason:
      "a webhook that fails is a change of stock that a shop does not see; single ones fail because of their content, one in ten because of a defect or a dependency",
    breaches: [3, 3],
    description: "at least 10 % of the webhooks have failed for 15 minutes",
    treatMissingData: "notBreaching",
    missingDataReason:
      "the metric filter reports 0 while no line matches, and nothing while no lines are written",
    question: "webhook-times",
  },
  {
    id: "cache-collapse",
    severity: "ticket",
    metric: {
      source: "percent",
      part: { source: "log", name: "cacheMisses" },
      whole: [
        { source: "log", name: "cacheHits" },
        { source: "log", name: "cacheMisses" },
      ],
      minimum: 100,
    },
    statistic: "Sum",
    periodMinutes: 5,
    threshold: { atLeast: 80 },
    thresholdReason:
      "caches normally answer most lookups; with four misses in five, the database has the load that the caches are there to avoid; they fill again within minutes after a restart",
    breaches: [3, 3],
    description: "at least 80 % of the lookups have missed the caches for 15 minutes",
    treatMissingData: "notBreaching",
    missingDataReason:
      "the metric filter reports 0 while no line matches, and nothing while no lines are written",
    question: "cache-hit-rate",
    mutedInDeployWindows: true,
  },
  {
    id: "log-silent",
    severity: "page",
    metric: { source: "steady-log", name: "IncomingLogEvents", log: "application" },
    statistic: "Sum",
    periodMinutes: 5,
    threshold: { below: 1 },
    thresholdReason:
      "with alarms.continuousTraffic, the application answers requests around the clock; half an hour is longer than a restart or an update of the agent",
    breaches: [6, 6],
    description: "CloudWatch Logs has received no line of the application log for 30 minutes",
    treatMissingData: "breaching",
    missingDataReason: "CloudWatch Logs reports nothing for a log group that receives no events",
    mutedInDeployWindows: true,
  },
] as const satisfies readonly MetricAlarm[];
