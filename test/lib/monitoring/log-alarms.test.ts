import {
  type Alarm,
  alarmName,
  alarmTopicName,
  EVENTS,
  identifierNames,
  logAlarmQuery,
  logGroupName,
  MAX_LOG_ALARM_LINES,
  muteRuleName,
  roleName,
} from "../../../catalog";
import { alarmsOf } from "../../../config";
import { generateLines } from "../../../local/traffic/generate-lines";
import { grantsOf } from "../../fixtures/grants";
import { withLogAlarms } from "../../fixtures/log-alarms";
import { type MetricFilter, metricFilterValues, python } from "../../fixtures/metric-filter";
import { type Resource, resources, synthesize, synthesizeWith } from "../../fixtures/stacks";
import { evaluateInsights, type InsightsEvent } from "../../insights";

const NAME = "production";
const metricAlarms = synthesize(NAME);
const logAlarms = synthesizeWith(withLogAlarms(NAME));

const rows: readonly Alarm[] = alarmsOf(logAlarms.config);
const replaced = rows.flatMap((row) => {
  const query = logAlarmQuery(row);
  return query ? [{ row, query }] : [];
});

interface ScheduledQuery {
  readonly QueryString: string;
  readonly AggregationExpression: string;
  readonly LogGroupIdentifiers: readonly string[];
  readonly ScheduledQueryRoleARN: unknown;
  readonly ScheduleConfiguration: {
    readonly ScheduleExpression: string;
    readonly StartTimeOffset: number;
    readonly EndTimeOffset: number;
  };
}

const found = new Map(
  resources(logAlarms, "AWS::CloudWatch::LogAlarm").map(({ Properties = {} }) => [
    String(Properties["AlarmName"]),
    Properties,
  ]),
);
const scheduledQueryOf = (id: string) =>
  found.get(alarmName(NAME, id))?.["ScheduledQueryConfiguration"] as ScheduledQuery;

test("the alarms that count log lines are log alarms, except those of unmasked log groups", () => {
  expect(replaced.map(({ row: { id } }) => id)).toEqual(["error-spike", "sign-in-failure-burst"]);
  expect([...found.keys()].toSorted()).toEqual(replaced.map(({ row: { id } }) => alarmName(NAME, id)));
});

test("without the setting, no alarm is a log alarm, and no role of log alarms exists", () => {
  expect(resources(metricAlarms, "AWS::CloudWatch::LogAlarm")).toEqual([]);
  const roles = resources(metricAlarms, "AWS::IAM::Role").map(({ Properties }) => Properties?.["RoleName"]);
  expect(roles).not.toContain(roleName(NAME, "log-alarm-queries"));
  expect(roles).not.toContain(roleName(NAME, "log-alarm-lines"));
});

test("every other alarm, every metric filter and every dashboard is the same with and without the setting", () => {
  const names = new Set(found.keys());
  for (const type of [
    "AWS::CloudWatch::Alarm",
    "AWS::CloudWatch::CompositeAlarm",
    "AWS::Logs::MetricFilter",
    "AWS::CloudWatch::Dashboard",
  ]) {
    const others = resources(metricAlarms, type).filter(
      ({ Properties }) => !names.has(String(Properties?.["AlarmName"])),
    );
    const suppressorsAside = (each: readonly Resource[]) =>
      each.map(({ Properties }) => ({ ...Properties, ActionsSuppressor: undefined }));
    expect(suppressorsAside(resources(logAlarms, type))).toEqual(suppressorsAside(others));
  }
});

describe.each(replaced.map(({ row, query }) => [row.id, row, query] as const))("%s", (id, row, query) => {
  const properties = found.get(alarmName(NAME, id));
  const { condition } = query;

  test("notifies the topic of its severity in the states ALARM and OK", () => {
    const TopicName = alarmTopicName(NAME, row.severity);
    const topics = logAlarms.templates.Monitoring.findResources("AWS::SNS::Topic", {
      Properties: { TopicName },
    });
    const actions = Object.keys(topics).map((Ref) => ({ Ref }));
    expect(actions).toHaveLength(1);
    expect(properties).toMatchObject({ AlarmActions: actions, OKActions: actions });
    expect(properties?.["ActionsEnabled"]).not.toBe(false);
  });

  test("has the description, threshold and missing data of the metric alarm that it replaces", () => {
    const before = resources(metricAlarms, "AWS::CloudWatch::Alarm").find(
      ({ Properties }) => Properties?.["AlarmName"] === alarmName(NAME, id),
    )?.Properties;
    for (const name of ["AlarmDescription", "ComparisonOperator", "Threshold", "TreatMissingData"]) {
      expect(before?.[name]).toBeDefined();
      expect(properties?.[name]).toEqual(before?.[name]);
    }
    expect(properties).toMatchObject({
      QueryResultsToAlarm: before?.["DatapointsToAlarm"],
      QueryResultsToEvaluate: before?.["EvaluationPeriods"],
    });
  });

  test("no missing data leaves it in INSUFFICIENT_DATA", () => {
    expect(["notBreaching", "breaching"]).toContain(properties?.["TreatMissingData"]);
  });

  test("counts the lines of each period once, after they have become searchable", () => {
    const { AggregationExpression, ScheduleConfiguration } = scheduledQueryOf(id);
    expect(AggregationExpression).toBe("count(*)");
    const { ScheduleExpression, StartTimeOffset, EndTimeOffset } = ScheduleConfiguration;
    expect(ScheduleExpression).toBe(`rate(${condition.periodMinutes} minutes)`);
    expect(StartTimeOffset - EndTimeOffset).toBe(60 * condition.periodMinutes);
    expect(EndTimeOffset).toBe(60);
  });

  test("reads one log group, whose data protection policy masks every identifier of the catalogue", () => {
    expect(scheduledQueryOf(id).LogGroupIdentifiers).toEqual([logGroupName(NAME, query.log)]);
    const group = resources(logAlarms, "AWS::Logs::LogGroup").find(
      ({ Properties }) => Properties?.["LogGroupName"] === logGroupName(NAME, query.log),
    );
    const policy = group?.Properties?.["DataProtectionPolicy"] as {
      readonly Statement: readonly {
        readonly DataIdentifier: readonly string[];
        readonly Operation: object;
      }[];
    };
    const masking = policy.Statement.find(({ Operation }) => "Deidentify" in Operation);
    expect(masking?.Operation).toEqual({ Deidentify: { MaskConfig: {} } });
    expect(masking?.DataIdentifier.map((identifier) => identifier.split("/").at(-1))).toEqual(
      identifierNames(),
    );
  });

  test("does not unmask in its query, which is within the limit of characters", () => {
    expect(scheduledQueryOf(id).QueryString).not.toMatch(/unmask/i);
    expect(scheduledQueryOf(id).QueryString.length).toBeLessThanOrEqual(MAX_QUERY_CHARACTERS);
  });

  test("adds at most 50 lines to its message", () => {
    expect(properties?.["ActionLogLineCount"]).toBe(50);
    expect(MAX_LOG_ALARM_LINES).toBe(50);
  });
});

/** Source: Amazon CloudWatch API Reference, "ScheduledQueryConfiguration", QueryString. */
const MAX_QUERY_CHARACTERS = 10_000;

test("the setting limits the lines of a message", () => {
  const few = resources(synthesizeWith(withLogAlarms(NAME, 3)), "AWS::CloudWatch::LogAlarm");
  expect(few.map(({ Properties }) => Properties?.["ActionLogLineCount"])).toEqual([3, 3]);
});

test("an alarm that a log alarm explains is suppressed by it", () => {
  const [id] = logicalIdOf("error-spike");
  const composite = resources(logAlarms, "AWS::CloudWatch::CompositeAlarm").find(
    ({ Properties }) => Properties?.["AlarmName"] === alarmName(NAME, "error-ratio"),
  );
  expect(composite?.Properties?.["ActionsSuppressor"]).toEqual({ "Fn::GetAtt": [id, "Arn"] });
});

test("a log alarm has another logical id than the metric alarm, whose type CloudFormation cannot change", () => {
  const before = resources(metricAlarms).map(({ id }) => id);
  for (const { row } of replaced) {
    const [id] = logicalIdOf(row.id);
    expect(id).toBeDefined();
    expect(before).not.toContain(`Monitoring/${id}`);
  }
});

test("a deploy window mutes the same alarms with and without the setting", () => {
  const deployWindow = { cron: "0 14 * * TUE", timezone: "Etc/UTC", minutes: 60 };
  const mutedIn = (config: typeof logAlarms.config) =>
    resources(
      synthesizeWith({ ...config, alarms: { ...config.alarms, deployWindow } }),
      "AWS::CloudWatch::AlarmMuteRule",
    ).map(({ Properties }) => Properties);
  expect(mutedIn(logAlarms.config)).toEqual(mutedIn(metricAlarms.config));
  expect(mutedIn(logAlarms.config)).toMatchObject([{ Name: muteRuleName(NAME) }]);
});

describe("the roles", () => {
  const QUERIES = roleName(NAME, "log-alarm-queries");
  const LINES = roleName(NAME, "log-alarm-lines");
  const LOG_GROUPS = replaced.map(
    ({ query: { log } }) => `arn:aws:logs:us-east-1:<AWS::AccountId>:log-group:${logGroupName(NAME, log)}:*`,
  );

  test("the one for the queries may query the log groups of the alarms, and nothing else", () => {
    expect(grantsOf(logAlarms, QUERIES)).toEqual([
      { action: "logs:DescribeLogGroups", resource: "*" },
      ...LOG_GROUPS.map((resource) => ({ action: "logs:GetQueryResults", resource })),
      ...LOG_GROUPS.map((resource) => ({ action: "logs:StartQuery", resource })),
      { action: "logs:StopQuery", resource: "*" },
    ]);
  });

  test("the one for the lines may only read results of queries", () => {
    expect(grantsOf(logAlarms, LINES)).toEqual(
      LOG_GROUPS.map((resource) => ({ action: "logs:GetQueryResults", resource })),
    );
  });

  test.each([QUERIES, LINES])("%s may never unmask, whatever other policy is attached to it", (name) => {
    expect(grantsOf(logAlarms, name).map(({ action }) => action)).not.toContain("logs:Unmask");
    expect(statementsOf(name)).toContainEqual({ Effect: "Deny", Action: "logs:Unmask", Resource: "*" });
  });

  test.each([
    [QUERIES, "logs.amazonaws.com", [":scheduled-query:*"]],
    [LINES, "cloudwatch.amazonaws.com", replaced.map(({ row: { id } }) => `:alarm:${alarmName(NAME, id)}`)],
  ])("%s can be assumed by %s only, for sources of this account", (name, service, sources) => {
    const role = resources(logAlarms, "AWS::IAM::Role").find(
      ({ Properties }) => Properties?.["RoleName"] === name,
    );
    const [source] = service.split(".");
    expect(role?.Properties?.["AssumeRolePolicyDocument"]).toEqual({
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Action: "sts:AssumeRole",
          Principal: { Service: service },
          Condition: {
            StringEquals: { "aws:SourceAccount": { Ref: "AWS::AccountId" } },
            ArnLike: {
              "aws:SourceArn": sources.map((suffix) => ({
                "Fn::Join": ["", [`arn:aws:${source}:us-east-1:`, { Ref: "AWS::AccountId" }, suffix]],
              })),
            },
          },
        },
      ],
    });
  });

  test("the alarms use them, and are created after their policies", () => {
    const policies = resources(logAlarms, "AWS::IAM::ManagedPolicy")
      .filter(({ Properties }) => JSON.stringify(Properties?.["Roles"]).includes("LogAlarmRoles"))
      .map(({ id }) => id.split("/")[1]);
    expect(policies).toHaveLength(2);
    for (const { DependsOn, Properties } of resources(logAlarms, "AWS::CloudWatch::LogAlarm")) {
      expect(DependsOn).toEqual(expect.arrayContaining(policies));
      const { ScheduledQueryRoleARN } = Properties?.["ScheduledQueryConfiguration"] as ScheduledQuery;
      expect(roleNameOf(ScheduledQueryRoleARN)).toBe(QUERIES);
      expect(roleNameOf(Properties?.["ActionLogLineRoleArn"])).toBe(LINES);
    }
  });

  function statementsOf(name: string): readonly unknown[] {
    return resources(logAlarms, "AWS::IAM::ManagedPolicy")
      .filter(({ Properties }) =>
        (Properties?.["Roles"] as readonly { readonly Ref: string }[]).some(
          ({ Ref }) => roleNameOf({ "Fn::GetAtt": [Ref, "Arn"] }) === name,
        ),
      )
      .flatMap(({ Properties }) => (Properties?.["PolicyDocument"] as { Statement: unknown[] }).Statement);
  }
});

(python === undefined ? describe.skip : describe)("beside the metric filters", () => {
  const lines = [
    ...generateLines({ seed: 7, lines: 3_000, now: Date.parse("2026-03-01T10:00:00Z") }),
    ...[" error", "Fatal", "CRITICAL ", "NOERROR", "warning"].map((level) => ({
      log: "application",
      text: JSON.stringify({ level, message: "made up" }),
    })),
    { log: "application", text: 'Traceback (most recent call last):\n  File "a.py", line 1\nValueError: x' },
    { log: "application", text: "see Traceback (most recent call last): in the manual" },
    { log: "application", text: "ERROR in a headline" },
    ...Array.from({ length: 5 }, () => ({
      log: EVENTS.signInFailed.log,
      text: JSON.stringify({ event: EVENTS.signInFailed.name, message: "made up" }),
    })),
  ];

  test.each(replaced.map(({ row: { id }, query }) => [id, query] as const))(
    "the query of %s returns exactly the lines that its metric counts",
    (id, { log, patterns }) => {
      const messages = lines.filter((line) => line.log === log).map(({ text }) => text);
      const filters = resources(logAlarms, "AWS::Logs::MetricFilter")
        .map(({ Properties }) => Properties as unknown as MetricFilter & { readonly LogGroupName: unknown })
        .filter(({ FilterPattern }) => patterns.includes(FilterPattern));
      const values = metricFilterValues(filters, messages);
      const counted = messages.filter((_, index) => values.some((ofFilter) => ofFilter[index]?.includes(1)));
      expect(counted.length).toBeGreaterThan(4);
      expect(counted.length).toBeLessThan(messages.length);
      const events: readonly InsightsEvent[] = messages.map((message, index) => ({
        timestamp: index,
        message,
        logGroup: logGroupName(NAME, log),
        logStream: "made-up",
      }));
      const answer = evaluateInsights(scheduledQueryOf(id).QueryString, events, {
        from: 0,
        to: messages.length,
      });
      expect(answer.map((row) => row["@message"]).toReversed()).toEqual(counted);
    },
  );
});

function logicalIdOf(id: string): readonly string[] {
  return Object.keys(
    logAlarms.templates.Monitoring.findResources("AWS::CloudWatch::LogAlarm", {
      Properties: { AlarmName: alarmName(NAME, id) },
    }),
  );
}

function roleNameOf(reference: unknown): unknown {
  const { "Fn::GetAtt": [id] = [undefined] } = reference as { readonly "Fn::GetAtt"?: readonly [string] };
  return resources(logAlarms, "AWS::IAM::Role").find((role) => role.id === `Monitoring/${id}`)?.Properties?.[
    "RoleName"
  ];
}
