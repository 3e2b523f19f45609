import { alarmName, insightsRow, logMetricNamespace, LOG_METRICS, type Question } from "../../catalog";
import { compose } from "../../lambda/notifier/compose";
import { toSnsMessage } from "../../lambda/notifier/sns-message";
import { createRedactor } from "../../lambda/redaction";

/** Made up, like all values of the examples. */
const AT = Date.parse("2026-03-02T10:25:10Z");
const MINUTE_MS = 60_000;
const LINES = [
  [
    "10:24:07.120",
    "inventorysync.sync",
    "ConnectionTimeout",
    "shop papaya-home: no answer within 10 s, password=made-up",
  ],
  ["10:24:07.480", "inventorysync.sync", "ConnectionTimeout", "shop papaya-home: no answer within 10 s"],
  ["10:24:09.002", "inventorysync.stock", "KeyError", "'sku-4711'"],
] as const;
const WEBHOOKS = [
  ["papaya-home", "212", "64", "180", "2210.5", "9950"],
  ["kiwi-sports", "57", "0", "95.5", "240", "410"],
] as const;

interface ExampleAlarm {
  readonly id: string;
  readonly state: "ALARM" | "OK";
  readonly values: string;
  readonly threshold: number;
  readonly periods: number;
}

/** The forms of a notification for each protocol of its SNS topic. */
type Forms = Readonly<Record<"default" | "https" | "sqs", string>>;

/** Passes the message of a made-up alarm through the code of the notifier. */
async function received({ id, state, values, threshold, periods }: ExampleAlarm): Promise<Forms> {
  const environment = "production";
  const text = JSON.stringify({
    AlarmName: alarmName(environment, id),
    NewStateValue: state,
    NewStateReason: `Threshold Crossed: datapoints [${values}]`,
    StateChangeTime: new Date(AT).toISOString(),
    Trigger: {
      ...{ MetricName: LOG_METRICS.applicationErrors.name, Namespace: logMetricNamespace(environment) },
      ...{ Statistic: "SUM", Period: 300 },
      ...{ EvaluationPeriods: periods, ComparisonOperator: "GreaterThanOrEqualToThreshold" },
      Threshold: threshold,
    },
  });
  const notification = await compose(
    { environment, severity: "page", text, id: "", subject: undefined, receivedAt: "" },
    {
      targets: {
        environment,
        region: "us-east-1",
        runbookUrl: "https://github.com/example/logging/blob/main/docs/runbook.md",
        dashboardsUrl: "https://search.example.com/_dashboards",
      },
      redactor: createRedactor(),
      lineReader: {
        findCountedLines: (metric) => {
          const { log, patterns } = LOG_METRICS[metric];
          return Promise.resolve({ log, filterPatterns: patterns });
        },
        readFirstLines: () => Promise.resolve(LINES.map(toLine)),
      },
      questionReader: {
        ask: ({ answer: { columns } }: Question) =>
          Promise.resolve(
            WEBHOOKS.map((row) => {
              const fields = columns.map(({ name: field }, index) => ({ field, value: row[index] }));
              return insightsRow(columns, fields);
            }),
          ),
      },
      alarmReader: {
        activeConditions: () => Promise.resolve(new Map()),
        firedAt: (_, endedAt) => Promise.resolve(endedAt - 25 * MINUTE_MS),
      },
      startDeadline: () => new AbortController().signal,
    },
  );
  const links = notification.links.map(({ title, url }) => ({ title, url: cut(url) }));
  return JSON.parse(toSnsMessage({ ...notification, links }).Message) as Forms;
}

/** Links with a query have more than a thousand characters. */
const MAX_URL_CHARACTERS = 130;

function cut(url: string): string {
  return url.length > MAX_URL_CHARACTERS ? `${url.slice(0, MAX_URL_CHARACTERS)}…` : url;
}

function toLine([time, logger, error_type, message]: (typeof LINES)[number]): string {
  return JSON.stringify({ "@timestamp": `2026-03-02T${time}Z`, level: "ERROR", logger, error_type, message });
}

const SPIKE = { id: "error-spike", threshold: 50, periods: 1 } as const;
const FIRED = { ...SPIKE, state: "ALARM", values: "62.0 (02/03/26 10:20:00)" } as const;

/** An alarm with log lines, as an e-mail has it. */
export async function emailWithLines(): Promise<string> {
  return fenced("text", (await received(FIRED)).default);
}

/** An alarm with the answer of its question. */
export async function emailWithAnswer(): Promise<string> {
  const forms = await received({
    ...{ id: "webhook-failures", state: "ALARM", threshold: 10, periods: 3 },
    values: "30.5 (02/03/26 10:20:00), 28.0 (02/03/26 10:15:00), 12.25 (02/03/26 10:10:00)",
  });
  return fenced("text", forms.default);
}

export async function emailOfEnd(): Promise<string> {
  const forms = await received({ ...SPIKE, state: "OK", values: "3.0 (02/03/26 10:20:00)" });
  return fenced("text", forms.default);
}

/** What Amazon Q Developer receives for Slack. */
export async function chatExample(): Promise<string> {
  return fenced("json", indented((await received(FIRED)).https));
}

/** What a webhook with the format `json` receives. */
export async function webhookExample(): Promise<string> {
  return fenced("json", indented((await received(FIRED)).sqs));
}

function fenced(language: string, text: string): string {
  return ["````" + language, text, "````"].join("\n");
}

function indented(json: string): string {
  return JSON.stringify(JSON.parse(json), null, 2);
}
