import { readFileSync } from "node:fs";
import { CloudTrailClient, StartLoggingCommand, StopLoggingCommand } from "@aws-sdk/client-cloudtrail";
import {
  CloudWatchClient,
  DescribeAlarmsCommand,
  DisableAlarmActionsCommand,
  EnableAlarmActionsCommand,
  PutMetricAlarmCommand,
  type PutMetricAlarmCommandInput,
} from "@aws-sdk/client-cloudwatch";
import {
  CloudWatchLogsClient,
  DeleteMetricFilterCommand,
  DeleteSubscriptionFilterCommand,
  DescribeMetricFiltersCommand,
  PutMetricFilterCommand,
  type PutMetricFilterCommandInput,
  PutRetentionPolicyCommand,
  PutSubscriptionFilterCommand,
  type PutSubscriptionFilterCommandInput,
} from "@aws-sdk/client-cloudwatch-logs";
import {
  AddRoleToInstanceProfileCommand,
  IAMClient,
  RemoveRoleFromInstanceProfileCommand,
} from "@aws-sdk/client-iam";
import {
  ListSubscriptionsCommand,
  SNSClient,
  SubscribeCommand,
  UnsubscribeCommand,
} from "@aws-sdk/client-sns";
import { DeleteParameterCommand, PutParameterCommand, SSMClient } from "@aws-sdk/client-ssm";
import { Client } from "@opensearch-project/opensearch";
import {
  alarmName,
  notificationTopicName,
  dataStreamName,
  logGroupName,
  roleName,
  type SecretName,
} from "../../../catalog";
import { awsClientConfig } from "../../../local/aws-client-config";
import { ACCOUNT_TRAIL, readSecret, writeSecret } from "../../../local/startup/deployment";
import type { CheckId } from "../../../ops/check/check-ids";
import { platformEndpoints } from "../platform-endpoints";
import { forwarderFilter } from "../without-subscription";

const platform = platformEndpoints();
const config = awsClientConfig(platform);
const logs = new CloudWatchLogsClient(config);
const cloudWatch = new CloudWatchClient(config);
const iam = new IAMClient(config);
const sns = new SNSClient(config);
const cloudTrail = new CloudTrailClient(config);
const ssm = new SSMClient(config);
const engine = new Client({
  node: platform.search?.url ?? "",
  auth: { username: platform.search?.username ?? "", password: platform.search?.password ?? "" },
  ssl: { ca: readFileSync(platform.search?.caFile ?? "") },
});

/** Repairs what a damage broke. */
export type Undo = () => Promise<unknown>;

/** Something that is broken on the local platform, and the check that names it. */
export interface Damage {
  readonly id: CheckId;
  readonly damage: string;
  readonly inflict: () => Promise<Undo>;
  /** What the check prints. */
  readonly named: RegExp;
}

const audit = logGroupName("local", "audit");
const alarm = alarmName("local", "parking-age");
const writer = roleName("local", "writer-api");
const parameter = "/cdk-bootstrap/hnb659fds/version";
const template = "/_scripts/inventorysync-local-error-analysis";
const component = "/_component_template/inventorysync-local-settings";
const mapping = "/_plugins/_security/api/rolesmapping/inventorysync-local-auditor";

export const DAMAGES: readonly Damage[] = [
  {
    id: "cdk-bootstrap",
    damage: "without its parameter",
    inflict: async () => {
      await ssm.send(new DeleteParameterCommand({ Name: parameter }));
      return () => ssm.send(new PutParameterCommand({ Name: parameter, Value: "33", Type: "String" }));
    },
    named: /the parameter \/cdk-bootstrap\/hnb659fds\/version does not exist/,
  },
  {
    id: "sentry-secret",
    damage: "that is no DSN",
    inflict: () => replaceSecret("sentry-dsn", ["no", "dsn"].join("-")),
    named: /the Sentry DSN is not a DSN/,
  },
  {
    id: "datadog-intake",
    damage: "with a key that the intake refuses",
    inflict: () => replaceSecret("datadog-api-key", ["made", "up", "key"].join("-")),
    named: /validate answers 403: the key is not valid/,
  },
  {
    id: "search-secret",
    damage: "that is no user and password",
    inflict: () => replaceSecret("search-engine", ["no", "user"].join("-")),
    named: /search-engine is not JSON of the form/,
  },
  {
    id: "subscriptions",
    damage: "without the filter of a log group",
    inflict: async () => {
      const { filterName, filterPattern, destinationArn } = (await forwarderFilter(logs, audit)) ?? {};
      const input = {
        logGroupName: audit,
        filterName,
        filterPattern,
        destinationArn,
      } as PutSubscriptionFilterCommandInput;
      await logs.send(new DeleteSubscriptionFilterCommand(input));
      return () => logs.send(new PutSubscriptionFilterCommand(input));
    },
    named: /\/inventorysync\/local\/audit has no subscription filter/,
  },
  {
    id: "search-health",
    damage: "with a replica that no node takes",
    inflict: () => setReplicas(dataStreamName("local", "performance")),
    named: /answers yellow: 1 shards are not assigned/,
  },
  {
    id: "data-streams",
    damage: "with the mapping of an earlier deployment",
    inflict: async () => {
      const index = dataStreamName("local", "security");
      const { body } = await engine.indices.getMapping({ index });
      const before = Object.values(body)[0]?.mappings._meta;
      const put = (meta: unknown) => send("PUT", `/${index}/_mapping`, { _meta: meta });
      await put({ revision: "earlier" });
      return () => put(before);
    },
    named: /the write index of logs-inventorysync\.security-local has the mapping of an earlier deployment/,
  },
  {
    id: "index-templates",
    damage: "with another setting",
    inflict: async () => {
      const { component_templates: found } = (await send("GET", component)) as {
        component_templates: { component_template: object }[];
      };
      await send("PUT", component, { template: { settings: { index: { refresh_interval: "1s" } } } });
      return () => send("PUT", component, found[0]?.component_template);
    },
    named: /_component_template\/inventorysync-local-settings differs at template\.settings\.index\./,
  },
  {
    id: "search-templates",
    damage: "without one of them",
    inflict: async () => {
      const { script } = (await send("GET", template)) as { script: unknown };
      await send("DELETE", template);
      return () => send("PUT", template, { script });
    },
    named: /_scripts\/inventorysync-local-error-analysis does not exist/,
  },
  {
    id: "search-roles",
    damage: "that map no auditor",
    inflict: async () => {
      const found = (await send("GET", mapping)) as Record<string, { backend_roles: readonly string[] }>;
      const put = (roles: unknown) => send("PUT", mapping, { backend_roles: roles });
      await put(["made-up"]);
      return () => put(Object.values(found)[0]?.backend_roles);
    },
    named: /rolesmapping\/inventorysync-local-auditor differs at backend_roles/,
  },
  {
    id: "metric-filters",
    damage: "without one of them",
    inflict: async () => {
      const logGroupName = "/inventorysync/local/application";
      const { metricFilters } = await logs.send(new DescribeMetricFiltersCommand({ logGroupName }));
      const { filterName, filterPattern, metricTransformations } =
        metricFilters?.find((one) => one.metricTransformations?.[0]?.metricName === "Requests") ?? {};
      const input = {
        logGroupName,
        filterName,
        filterPattern,
        metricTransformations,
      } as PutMetricFilterCommandInput;
      await logs.send(new DeleteMetricFilterCommand(input));
      return () => logs.send(new PutMetricFilterCommand(input));
    },
    named: /\/inventorysync\/local\/application has no metric filter for the metric Requests/,
  },
  {
    id: "alarms",
    damage: "with disabled actions",
    inflict: async () => {
      await cloudWatch.send(new DisableAlarmActionsCommand({ AlarmNames: [alarm] }));
      return () => cloudWatch.send(new EnableAlarmActionsCommand({ AlarmNames: [alarm] }));
    },
    named: /the actions of the alarm inventorysync-local-parking-age are disabled/,
  },
  {
    id: "alarms",
    damage: "without an action",
    inflict: async () => {
      const { MetricAlarms } = await cloudWatch.send(new DescribeAlarmsCommand({ AlarmNames: [alarm] }));
      const before = MetricAlarms?.[0] as PutMetricAlarmCommandInput;
      await cloudWatch.send(new PutMetricAlarmCommand({ ...before, AlarmActions: [] }));
      return () => cloudWatch.send(new PutMetricAlarmCommand(before));
    },
    named:
      /the state ALARM of inventorysync-local-parking-age does not notify inventorysync-local-alarms-page/,
  },
  {
    id: "alarm-recipients",
    damage: "whose webhook does not receive the pages",
    inflict: async () => {
      const topic = notificationTopicName("local", "page");
      const { Subscriptions = [] } = await sns.send(new ListSubscriptionsCommand());
      const found = Subscriptions.find(
        ({ TopicArn, Protocol }) => TopicArn?.endsWith(`:${topic}`) && Protocol === "sqs",
      );
      await sns.send(new UnsubscribeCommand({ SubscriptionArn: found?.SubscriptionArn }));
      const { TopicArn, Protocol, Endpoint } = found ?? {};
      return () =>
        sns.send(
          new SubscribeCommand({ TopicArn, Protocol, Endpoint, Attributes: { RawMessageDelivery: "true" } }),
        );
    },
    named:
      /the queue inventorysync-local-webhook-local has no subscription to inventorysync-local-notifications-page/,
  },
  {
    id: "retention",
    damage: "that is shorter than configured",
    inflict: async () => {
      const keep = (days: number) =>
        logs.send(new PutRetentionPolicyCommand({ logGroupName: audit, retentionInDays: days }));
      await keep(7);
      return () => keep(365);
    },
    named: /\/inventorysync\/local\/audit keeps events for 7 days, expected 365 days/,
  },
  {
    id: "audit-trail",
    damage: "whose account has a stopped trail",
    inflict: async () => {
      await cloudTrail.send(new StopLoggingCommand({ Name: ACCOUNT_TRAIL }));
      return () => cloudTrail.send(new StartLoggingCommand({ Name: ACCOUNT_TRAIL }));
    },
    named: /the trail account-trail does not log/,
  },
  {
    id: "roles",
    damage: "with an instance profile without its role",
    inflict: async () => {
      const profile = { InstanceProfileName: writer, RoleName: writer };
      await iam.send(new RemoveRoleFromInstanceProfileCommand(profile));
      return () => iam.send(new AddRoleToInstanceProfileCommand(profile));
    },
    named: /the instance profile inventorysync-local-writer-api does not exist with its role/,
  },
];

/** Closes the connections that the damages opened. */
export async function closeDamages(): Promise<void> {
  for (const client of [logs, cloudTrail, cloudWatch, iam, sns, ssm]) client.destroy();
  await engine.close();
}

export async function replaceSecret(name: SecretName, value: string): Promise<Undo> {
  const before = await readSecret(platform, name);
  await writeSecret(platform, name, value);
  return () => writeSecret(platform, name, before);
}

async function setReplicas(index: string): Promise<Undo> {
  const put = (replicas: number) =>
    engine.indices.putSettings({ index, body: { index: { number_of_replicas: replicas } } });
  await put(1);
  return () => put(0);
}

async function send(method: string, path: string, body?: unknown): Promise<unknown> {
  const response = await engine.transport.request({
    method,
    path,
    ...(body !== undefined && { body: body as object }),
  });
  return response.body;
}
