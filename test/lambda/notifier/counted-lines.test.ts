import type { CloudWatchLogsClient, FilterLogEventsCommandInput } from "@aws-sdk/client-cloudwatch-logs";
import { LOG_METRICS, logMetricNamespace } from "../../../catalog";
import { createLineReader, MAX_LINES } from "../../../lambda/notifier/counted-lines";

const { name: metricName } = LOG_METRICS.applicationErrors;
const namespace = logMetricNamespace("test");
const { signal } = new AbortController();

/** CloudWatch Logs with two metric filters of the metric, each with lines of every second millisecond. */
function logsWithTwoFilters(linesOfEach: number): CloudWatchLogsClient {
  const filters = [
    {
      filterPattern: "first",
      metricTransformations: [{ metricName, metricNamespace: namespace, metricValue: "1" }],
    },
    { filterPattern: "other", metricTransformations: [{ metricName: "Other", metricNamespace: namespace }] },
    {
      filterPattern: "second",
      metricTransformations: [{ metricName, metricNamespace: namespace, metricValue: "1" }],
    },
  ];
  const answer = ({ input }: { readonly input: FilterLogEventsCommandInput }) => {
    if (input.filterPattern === undefined) return { metricFilters: filters };
    const offset = input.filterPattern === "second" ? 1 : 0;
    const events = Array.from({ length: Math.min(linesOfEach, input.limit ?? 0) }, (_, index) => ({
      timestamp: 2 * index + offset,
      message: `${input.filterPattern ?? ""} ${index}`,
    }));
    return { events };
  };
  return { send: (command: never) => Promise.resolve(answer(command)) } as unknown as CloudWatchLogsClient;
}

test("the lines of every filter of the metric are read, the earliest first", async () => {
  const reader = createLineReader(logsWithTwoFilters(2), "test");
  const counted = await reader.findCountedLines("applicationErrors", signal);
  expect(counted).toEqual({ log: "application", filterPatterns: ["first", "second"] });
  const lines = await reader.readFirstLines(counted, { from: 0, to: 10 }, MAX_LINES, signal);
  expect(lines).toEqual(["first 0", "second 0", "first 1", "second 1"]);
});

test("no more lines are returned than a notification contains", async () => {
  const reader = createLineReader(logsWithTwoFilters(2 * MAX_LINES), "test");
  const lines = await reader.readFirstLines(
    { log: "application", filterPatterns: ["first", "second"] },
    { from: 0, to: 10 },
    MAX_LINES,
    signal,
  );
  expect(lines).toEqual(["first 0", "second 0", "first 1", "second 1", "first 2"]);
});
