import {
  type CloudWatchLogsClient,
  DescribeMetricFiltersCommand,
  type FilteredLogEvent,
  FilterLogEventsCommand,
} from "@aws-sdk/client-cloudwatch-logs";
import {
  countedLogGroupName,
  type LogMetric,
  type LogMetricId,
  LOG_METRICS,
  logMetricNamespace,
} from "../../catalog";
import type { CountedLines, TimeRange } from "../notification/alarm-links";

/** Lines of a notification. They are enough to recognise an error, and short enough for a phone. */
export const MAX_LINES = 5;
/** A page of `FilterLogEvents` can be empty although later ones are not. */
const MAX_PAGES = 20;

/** Reads what the metric filters of a metric count. */
export interface LineReader {
  /** The lines that a metric counts, by its metric filters as they are deployed. */
  findCountedLines(metric: LogMetricId, signal: AbortSignal): Promise<CountedLines>;
  /** The first lines, as CloudWatch Logs returns them: masked, because the role may not unmask. At most `limit`. */
  readFirstLines(
    lines: CountedLines,
    range: TimeRange,
    limit: number,
    signal: AbortSignal,
  ): Promise<readonly string[]>;
}

export function createLineReader(client: CloudWatchLogsClient, environment: string): LineReader {
  return {
    async findCountedLines(metric, abortSignal) {
      const namespace = logMetricNamespace(environment);
      const counted: LogMetric = LOG_METRICS[metric];
      const { metricFilters = [] } = await client.send(
        new DescribeMetricFiltersCommand({ logGroupName: countedLogGroupName(environment, counted.log) }),
        { abortSignal },
      );
      const filters = metricFilters.filter(({ metricTransformations = [] }) =>
        metricTransformations.some(
          ({ metricName, metricNamespace }) => metricName === counted.name && metricNamespace === namespace,
        ),
      );
      return { log: counted.log, filterPatterns: filters.map(({ filterPattern = "" }) => filterPattern) };
    },
    async readFirstLines({ log, filterPatterns }, range, limit, signal) {
      const logGroupName = countedLogGroupName(environment, log);
      const events = await Promise.all(
        filterPatterns.map((filterPattern) =>
          readFirstEvents({ logGroupName, filterPattern, limit }, range, signal),
        ),
      );
      return events
        .flat()
        .toSorted((a, b) => (a.timestamp ?? 0) - (b.timestamp ?? 0))
        .slice(0, limit)
        .map(({ message = "" }) => message);
    },
  };

  /** The first events that match a pattern, at least `limit` if there are as many. */
  async function readFirstEvents(
    request: { readonly logGroupName: string; readonly filterPattern: string; readonly limit: number },
    { from, to }: TimeRange,
    abortSignal: AbortSignal,
  ): Promise<readonly FilteredLogEvent[]> {
    const found: FilteredLogEvent[] = [];
    let nextToken: string | undefined;
    for (let page = 0; page < MAX_PAGES && found.length < request.limit; page += 1) {
      const response = await client.send(
        new FilterLogEventsCommand({
          ...request,
          startTime: from,
          endTime: to,
          nextToken,
        }),
        { abortSignal },
      );
      found.push(...(response.events ?? []));
      nextToken = response.nextToken;
      if (nextToken === undefined) break;
    }
    return found;
  }
}
