import { ArnFormat, Duration, Stack } from "aws-cdk-lib";
import * as cloudwatch from "aws-cdk-lib/aws-cloudwatch";
import type * as opensearch from "aws-cdk-lib/aws-opensearchservice";
import { Construct } from "constructs";
import {
  alarmName,
  dashboardName,
  LEDGER_METRICS,
  METRIC_NAMESPACE,
  type MetricId,
  METRICS,
  SINKS,
} from "../../catalog";
import { alarmsOf, type EnvironmentConfig, sinksOf } from "../../config";
import type { WatchedForwarding } from "../forwarding/watched-forwarding";
import type { LogMetrics } from "./log-metrics";
import { dashboardVariables, questionWidgets } from "./question-widgets";

export interface DashboardProps {
  readonly config: EnvironmentConfig;
  readonly logMetrics: LogMetrics;
  /** Absent where the environment has no sink. */
  readonly forwarding?: WatchedForwarding | undefined;
  /** Absent where the environment has no sink. */
  readonly forwarderLogGroupName?: string | undefined;
  /** Absent where the environment has no domain of its own. */
  readonly domain?: opensearch.IDomain | undefined;
}

/** The width of a dashboard. Source: Amazon CloudWatch API Reference, "Dashboard Body Structure and Syntax". */
const COLUMNS = 24;
const GRAPH_HEIGHT = 5;
const PERIOD = Duration.minutes(5);
const SUM = { statistic: "Sum", period: PERIOD } as const;
const MAXIMUM = { statistic: "Maximum", period: PERIOD } as const;

/**
 * The CloudWatch dashboard of an environment. The first screen shows whether InventorySync and its logging are well:
 * every alarm, errors, the ledger of each sink, waiting and failed events, and the domain. Below it is a widget for each
 * question, with variables for shop and route.
 *
 * Each view of a question's widget runs its query, and AWS bills the data that it scans. A dashboard beyond the third of
 * an account costs USD 3 a month. Source: Amazon CloudWatch pricing.
 */
export class Dashboard extends Construct {
  constructor(scope: Construct, id: string, props: DashboardProps) {
    super(scope, id);

    const { config, forwarding, forwarderLogGroupName, domain } = props;
    const { environment } = config;
    new cloudwatch.Dashboard(this, "Dashboard", {
      dashboardName: dashboardName(environment),
      defaultInterval: Duration.hours(3),
      periodOverride: cloudwatch.PeriodOverride.INHERIT,
      variables: dashboardVariables(),
      widgets: [
        [this.alarms(config)],
        evenly(this.application(props), ...(forwarding ? ledgers(config) : [])),
        ...(forwarding ? [evenly(...forwardingGraphs(environment, forwarding))] : []),
        ...(domain ? [evenly(...domainGraphs(domain))] : []),
        ...questionWidgets(environment, forwarderLogGroupName),
      ],
    });
  }

  /** A widget shows at most 100 alarms. Source: the same page, Properties of an Alarm Status Widget Object. */
  private alarms(config: EnvironmentConfig): cloudwatch.IWidget {
    const alarmArn = (id: string) =>
      Stack.of(this).formatArn({
        service: "cloudwatch",
        resource: "alarm",
        resourceName: alarmName(config.environment, id),
        arnFormat: ArnFormat.COLON_RESOURCE_NAME,
      });
    return new cloudwatch.AlarmStatusWidget({
      title: "Alarms",
      alarms: alarmsOf(config).map(({ id }) => cloudwatch.Alarm.fromAlarmArn(this, id, alarmArn(id))),
      width: COLUMNS,
      height: 4,
    });
  }

  private application({ logMetrics }: DashboardProps): Graph {
    return {
      title: "Errors of InventorySync",
      metrics: [logMetrics.metric("applicationErrors", { ...SUM, label: "lines of ERROR and CRITICAL" })],
    };
  }
}

interface Graph {
  readonly title: string;
  readonly metrics: readonly cloudwatch.IMetric[];
  readonly stacked?: true;
}

/** Graphs that share a row. */
function evenly(...graphs: readonly Graph[]): cloudwatch.IWidget[] {
  return graphs.map(
    ({ title, metrics, stacked = false }) =>
      new cloudwatch.GraphWidget({
        title,
        left: [...metrics],
        stacked,
        width: Math.floor(COLUMNS / graphs.length),
        height: GRAPH_HEIGHT,
        legendPosition: cloudwatch.LegendPosition.BOTTOM,
        leftYAxis: { min: 0, showUnits: false },
      }),
  );
}

/** The outcomes of the events that a sink was offered. Stacked, they are as high as `received`. */
function ledgers(config: EnvironmentConfig): readonly Graph[] {
  const [, ...outcomes] = LEDGER_METRICS;
  return SINKS.filter(({ name }) => sinksOf(config).includes(name)).map(({ name, title }) => ({
    title: `Events for ${title}`,
    stacked: true,
    metrics: outcomes.map(
      (metric) =>
        new cloudwatch.Metric({
          namespace: METRIC_NAMESPACE,
          metricName: metric.name,
          dimensionsMap: { Environment: config.environment, Sink: name },
          label: metric.name.toLowerCase(),
          ...SUM,
        }),
    ),
  }));
}

/** Metrics that the platform writes once per environment, whose values should be 0. */
const FAILURES: readonly MetricId[] = ["quarantined", "unsettled", "redactionFailures", "decodeFailures"];

function forwardingGraphs(environment: string, forwarding: WatchedForwarding): readonly Graph[] {
  const { forwarderFunctions, replayFunctions, replayQueues, deadLetterQueues, onFailureQueue } = forwarding;
  const age = forwarding.readsKinesis ? "IteratorAge" : "AsyncEventAge";
  return [
    {
      title: "Waiting events (messages)",
      metrics: [
        ...replayQueues.map((queue) =>
          queue.metricApproximateNumberOfMessagesVisible({ ...MAXIMUM, label: "parked" }),
        ),
        ...replayQueues.map((queue) =>
          queue.metricApproximateNumberOfMessagesNotVisible({
            ...MAXIMUM,
            label: "parked, between attempts",
          }),
        ),
        ...deadLetterQueues.map((queue) =>
          queue.metricApproximateNumberOfMessagesVisible({ ...MAXIMUM, label: "dead-letter queue" }),
        ),
        onFailureQueue.metricApproximateNumberOfMessagesVisible({ ...MAXIMUM, label: "on-failure queue" }),
      ],
    },
    {
      title: "Failed events",
      metrics: FAILURES.map(
        (id) =>
          new cloudwatch.Metric({
            namespace: METRIC_NAMESPACE,
            metricName: METRICS[id].name,
            dimensionsMap: { Environment: environment },
            ...SUM,
          }),
      ),
    },
    {
      title: "Age of events at the forwarder (ms)",
      metrics: forwarderFunctions.map((fn) => fn.metric(age, MAXIMUM)),
    },
    {
      title: "Errors and throttles of functions",
      metrics: [
        ...[...forwarderFunctions, ...replayFunctions].map((fn) => fn.metric("Errors", SUM)),
        ...forwarderFunctions.map((fn) => fn.metric("Throttles", SUM)),
      ],
    },
  ];
}

/** Source: Amazon OpenSearch Service Developer Guide, "Monitoring OpenSearch cluster metrics with Amazon CloudWatch". */
function domainGraphs(domain: opensearch.IDomain): readonly Graph[] {
  return [
    {
      title: "Search domain: status",
      metrics: ["ClusterStatus.red", "ClusterStatus.yellow", "ClusterIndexWritesBlocked", "Nodes"].map(
        (name) => domain.metric(name, MAXIMUM),
      ),
    },
    {
      title: "Search domain: free storage of the fullest node (MiB)",
      metrics: [domain.metric("FreeStorageSpace", { statistic: "Minimum", period: PERIOD })],
    },
    {
      title: "Search domain: load (percent)",
      metrics: ["CPUUtilization", "JVMMemoryPressure"].map((name) => domain.metric(name, MAXIMUM)),
    },
  ];
}
