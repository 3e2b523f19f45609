import {
  type CloudWatchLogsClient,
  DescribeMetricFiltersCommand,
  FilterLogEventsCommand,
} from "@aws-sdk/client-cloudwatch-logs";
import { countedLogGroupName, type LogMetric, LOG_METRICS, logMetricNamespace } from "../../catalog";
import type { CountedLines, TimeRange } from "../notification/alarm-links";
import type { AlarmTrigger } from "../notification/alarm-message";

/** Lines of a notification. They are enough to recognise an error, and short enough for a phone. */
export const MAX_LINES = 5;
/** A page of `FilterLogEvents` can be empty although later ones are not. */
const MAX_PAGES = 20;

/** Reads what a metric filter counts. */
export interface LineReader {
  /** What the metric of an alarm counts, as it is deployed; undefined for a metric that counts no lines. */
  findCountedLines(trigger: AlarmTrigger): Promise<CountedLines | undefined>;
  /** The first lines, as CloudWatch Logs returns them: masked, because the role may not unmask. At most `MAX_LINES`. */
  readFirstLines(lines: CountedLines, range: TimeRange): Promise<readonly string[]>;
}

export function createLineReader(client: CloudWatchLogsClient, environment: string): LineReader {
  return {
    async findCountedLines({ metrics }) {
      const namespace = logMetricNamespace(environment);
      const names = metrics.filter((metric) => metric.namespace === namespace).map(({ name }) => name);
      const counted = (Object.values(LOG_METRICS) as readonly LogMetric[]).find(({ name }) =>
        names.includes(name),
      );
      if (!counted) return undefined;
      const { metricFilters = [] } = await client.send(
        new DescribeMetricFiltersCommand({ logGroupName: countedLogGroupName(environment, counted.log) }),
      );
      const filter = metricFilters.find(({ metricTransformations = [] }) =>
        metricTransformations.some(
          ({ metricName, metricNamespace }) => metricName === counted.name && metricNamespace === namespace,
        ),
      );
      return { log: counted.log, filterPattern: filter?.filterPattern ?? "" };
    },
    async readFirstLines({ log, filterPattern }, { from, to }) {
      const lines: string[] = [];
      let nextToken: string | undefined;
      for (let page = 0; page < MAX_PAGES && lines.length < MAX_LINES; page += 1) {
        const response = await client.send(
          new FilterLogEventsCommand({
            logGroupName: countedLogGroupName(environment, log),
            filterPattern,
            startTime: from,
            endTime: to,
            limit: MAX_LINES,
            nextToken,
          }),
        );
        lines.push(...(response.events ?? []).map(({ message = "" }) => message));
        nextToken = response.nextToken;
        if (nextToken === undefined) break;
      }
      return lines.slice(0, MAX_LINES);
    },
  };
}
