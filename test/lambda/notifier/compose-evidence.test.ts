import { alarmName, insightsRow, type Question } from "../../../catalog";
import type { Measured } from "../../../lambda/notification/alarm-message";
import type { TopicMessage } from "../../../lambda/notification/create-notification";
import { renderText } from "../../../lambda/notification/render-text";
import { compose } from "../../../lambda/notifier/compose";
import { SafeError } from "../../../lambda/shared/safe-error";
import { alarmMessageText } from "../../fixtures/alarm-message";
import { notifierOptions } from "../../fixtures/notifier";

const message = (id: string, changes: object = {}): TopicMessage => ({
  ...{ environment: "test", severity: "page", id: "made-up-id", subject: undefined },
  receivedAt: "2026-11-27T04:25:11.000Z",
  text: alarmMessageText({ AlarmName: alarmName("test", id), ...changes }),
});
const COMPOSITE = { Trigger: undefined, NewStateReason: "arn:aws:cloudwatch:made-up transitioned to ALARM" };

const answerWith = (...values: readonly (readonly string[])[]) => ({
  questionReader: {
    ask: ({ answer: { columns } }: Question) =>
      Promise.resolve(
        values.map((row) =>
          insightsRow(
            columns,
            columns.map(({ name }, i) => ({ field: name, value: row[i] })),
          ),
        ),
      ),
  },
});

test("an alarm about a ratio shows the answer of its question in place of lines", async () => {
  const { evidence } = await compose(
    message("webhook-failures"),
    notifierOptions(["a line"], answerWith(["papaya-home", "10", "4", "5", "6", "7"])),
  );
  expect(evidence).toEqual([
    {
      title: "Webhooks by shop",
      lines: [
        "shop         webhooks  failed  p50, ms  p95, ms  p99, ms",
        "papaya-home        10       4        5        6        7",
      ],
    },
  ]);
});

test("an answer that may have more rows than are shown says so", async () => {
  const rows = Array.from({ length: 5 }, (_, index) => [`/${index}`, "1", "1", "1"]);
  const { evidence } = await compose(
    message("latency-p95", COMPOSITE),
    notifierOptions([], answerWith(...rows)),
  );
  expect(evidence[0]?.title).toBe("Slowest routes, the first 5");
});

test("an empty answer says what it means", async () => {
  const { evidence } = await compose(message("webhook-failures"), notifierOptions([]));
  expect(evidence).toEqual([{ title: expect.stringMatching(/^Webhooks by shop: no /) as string, lines: [] }]);
});

test("a query that fails does not prevent the notification", async () => {
  const { evidence, links } = await compose(
    message("webhook-failures"),
    notifierOptions([], {
      questionReader: { ask: () => Promise.reject(new SafeError("the query ended with the status Failed")) },
    }),
  );
  expect(evidence).toEqual([
    { title: "The question could not be asked: the query ended with the status Failed", lines: [] },
  ]);
  expect(links.map(({ title }) => title)).toContain("Logs Insights: Webhooks by shop");
});

test.each([
  ["webhook-failures", "The question could not be asked: not within 20 seconds"],
  ["error-spike", "The log lines could not be read: not within 20 seconds"],
])("logs that do not answer %s in time do not prevent the notification", async (id, title) => {
  const never = () => new Promise<never>(() => undefined);
  const notification = await compose(
    message(id),
    notifierOptions([], {
      lineReader: { findCountedLines: never, readFirstLines: never },
      questionReader: { ask: never },
      alarmReader: { activeConditions: never, firedAt: never },
      startDeadline: () => AbortSignal.abort(),
    }),
  );
  expect(notification.evidence).toEqual([{ title, lines: [] }]);
  expect(notification.facts).toHaveLength(1);
});

test("an alarm without lines and question has only links", async () => {
  const { evidence, links } = await compose(message("quarantined"), notifierOptions(["a line"]));
  expect(evidence).toEqual([]);
  expect(links.map(({ title }) => title)).toEqual(["Runbook", "CloudWatch alarm", "CloudWatch dashboard"]);
});

test("a composite alarm has the numbers of its conditions that are met", async () => {
  const measured: Measured = {
    reason: "Threshold Crossed: 1 datapoint [3.5 (27/11/26 04:20:00)] was greater",
    trigger: {
      ...{
        metrics: [],
        statistic: undefined,
        periodSeconds: 3_600,
        evaluationPeriods: 1,
        datapointsToAlarm: 1,
      },
      ...{ comparison: "GreaterThanOrEqualToThreshold", threshold: 1.44 },
    },
  };
  const name = alarmName("test", "availability-burn-fast-1h");
  const { facts } = await compose(
    message("availability-burn-fast", COMPOSITE),
    notifierOptions([], {
      alarmReader: {
        activeConditions: () => Promise.resolve(new Map([[name, measured]])),
        firedAt: () => Promise.resolve(undefined),
      },
    }),
  );
  expect(facts).toEqual([
    "FailedRequests as a share of Requests in 60 minutes: 3.5 %; threshold: at least 1.44 %",
  ]);
});

test("a composite alarm whose conditions cannot be read has the reason of CloudWatch", async () => {
  const { facts } = await compose(
    message("availability-burn-fast", COMPOSITE),
    notifierOptions([], {
      alarmReader: {
        activeConditions: () => Promise.reject(new Error("made up")),
        firedAt: () => Promise.resolve(undefined),
      },
    }),
  );
  expect(facts).toEqual(["arn:aws:cloudwatch:made-up transitioned to ALARM"]);
});

test("an alarm that ends states how long it was active, and shows neither lines nor an answer", async () => {
  const notification = await compose(
    message("error-spike", { NewStateValue: "OK" }),
    notifierOptions(["a stale line"], {
      alarmReader: {
        activeConditions: () => Promise.resolve(new Map()),
        firedAt: (_, endedAt) => Promise.resolve(endedAt - 12 * 60_000),
      },
    }),
  );
  expect(notification).toMatchObject({ durationSeconds: 720, evidence: [] });
  expect(renderText(notification)).toContain("\nEnded 2026-11-27 04:25:10 UTC, after 12 minutes\n");
});

test("an alarm that ends without a known start states only its end", async () => {
  const notification = await compose(message("error-spike", { NewStateValue: "OK" }), notifierOptions([]));
  expect(renderText(notification)).toContain("\nEnded 2026-11-27 04:25:10 UTC\n");
});
