import { Match } from "aws-cdk-lib/assertions";
import {
  alarmTopicName,
  bastionSessionsRuleName,
  TAMPER_ALERTS,
  type TamperAlert,
  type TamperAlertId,
  type TamperingCall,
  tamperRuleName,
  trailName,
} from "../../../catalog";
import { withBastion } from "../../fixtures/search";
import {
  configWithSinks,
  ENVIRONMENT_NAMES,
  resources,
  shippedConfig,
  synthesize,
  synthesizeWith,
} from "../../fixtures/stacks";
import { type Call, cloudTrailEvent } from "../../fixtures/tamper/cloudtrail-events";
import { type Json, type JsonObject, matchesPattern } from "../../fixtures/tamper/event-pattern";
import { ACCOUNT, type DeployedRule, tamperRules } from "../../fixtures/tamper/tamper-rules";

const production = synthesizeWith(withBastion("none"));
const rules = tamperRules(production);
const ALERTS: readonly TamperAlert[] = TAMPER_ALERTS;

/** The values that a rule lists because CloudFormation generates the names. */
const generated = (alert: TamperAlertId, number: number, path: readonly string[]) =>
  path.reduce<Json>(
    (node, key) => (node as JsonObject)[key] ?? [],
    ruleNamed(alert, number).pattern,
  ) as string[];
const [key = ""] = generated("key-changed", 1, ["detail", "resources", "ARN"]);
const [queueUrl = ""] = generated("delivery-stopped", 5, ["detail", "requestParameters", "queueUrl"]);
const [functionArn = ""] = generated("delivery-stopped", 3, ["detail", "responseElements", "functionArn"]);
const [functionName = ""] = generated("delivery-stopped", 2, ["detail", "requestParameters", "functionName"]);
const [archiveFunctionArn = ""] = generated("archive-stopped", 4, [
  "detail",
  "responseElements",
  "functionArn",
]);
const [archiveQueueUrl = ""] = generated("archive-stopped", 5, ["detail", "requestParameters", "queueUrl"]);
const AUDIT = "/inventorysync/production/audit";
/** As CloudFormation generates it. */
const streamName = "inventorysync-production-forwarding-ForwardingEventsStreamaudit5B1E9BAE-a1B2c3";
const [instanceId = ""] = generated("bastion-entered", 1, ["detail", "requestParameters", "target"]);
const TUNNEL = "inventorysync-production-search-tunnel";
const ROLE = "inventorysync-production-auditor";
const arn = (service: string, rest: string) => `arn:aws:${service}:us-east-1:${ACCOUNT}:${rest}`;
const groupArn = (name: string) => arn("logs", `log-group:${name}`);
const topic = arn("sns", "inventorysync-production-alarms");
const logs = (name: string, parameters: JsonObject): Call => ({ service: "logs", name, parameters });
const kms = (name: string, parameters: JsonObject, ARN = key): Call => ({
  service: "kms",
  name,
  parameters: { keyId: ARN, ...parameters },
  resources: [{ accountId: ACCOUNT, type: "AWS::KMS::Key", ARN }],
});
const call = (service: string, name: string, parameters: JsonObject, response?: JsonObject): Call => ({
  service,
  name,
  parameters,
  ...(response && { response }),
});

/** Calls that weaken logging in production. */
const TAMPERING: readonly (readonly [TamperAlertId, Call])[] = [
  ["log-group-deleted", logs("DeleteLogGroup", { logGroupName: AUDIT })],
  ["log-group-deleted", logs("DeleteLogGroup", { logGroupName: "/inventorysync-findings/production" })],
  [
    "log-group-deleted",
    logs("DeleteLogStream", { logGroupName: AUDIT, logStreamName: "inventorysync-api/i-0abc" }),
  ],
  [
    "log-group-deleted",
    logs("PutLogGroupDeletionProtection", {
      logGroupIdentifier: groupArn(AUDIT),
      deletionProtectionEnabled: false,
    }),
  ],
  [
    "log-group-deleted",
    logs("PutLogGroupDeletionProtection", { logGroupIdentifier: AUDIT, deletionProtectionEnabled: false }),
  ],
  ["retention-shortened", logs("PutRetentionPolicy", { logGroupName: AUDIT, retentionInDays: 365 })],
  [
    "retention-shortened",
    logs("PutRetentionPolicy", {
      logGroupName: "/inventorysync/production/application",
      retentionInDays: 14,
    }),
  ],
  ["retention-shortened", logs("DeleteRetentionPolicy", { logGroupName: AUDIT })],
  [
    "subscription-changed",
    logs("PutSubscriptionFilter", {
      logGroupName: AUDIT,
      filterName: "copy",
      filterPattern: "",
      destinationArn: arn("kinesis", "stream/elsewhere"),
    }),
  ],
  ["subscription-changed", logs("DeleteSubscriptionFilter", { logGroupName: AUDIT, filterName: "all" })],
  ["masking-changed", logs("DeleteDataProtectionPolicy", { logGroupIdentifier: AUDIT })],
  [
    "masking-changed",
    logs("PutDataProtectionPolicy", { logGroupIdentifier: groupArn(AUDIT), policyDocument: "{}" }),
  ],
  [
    "unmask-used",
    { ...logs("GetLogEvents", { logGroupName: AUDIT, logStreamName: "api", unmask: true }), readOnly: true },
  ],
  [
    "unmask-used",
    { ...logs("FilterLogEvents", { logGroupIdentifier: groupArn(AUDIT), unmask: true }), readOnly: true },
  ],
  [
    "unmask-used",
    {
      ...logs("StartQuery", {
        logGroupNames: [AUDIT],
        queryString: "fields @timestamp, unmask(@message)\n| limit 9",
      }),
      readOnly: true,
    },
  ],
  ["encryption-changed", logs("DisassociateKmsKey", { logGroupName: AUDIT })],
  ["encryption-changed", logs("AssociateKmsKey", { resourceIdentifier: groupArn(AUDIT), kmsKeyId: key })],
  ["key-changed", kms("DisableKey", {})],
  ["key-changed", kms("ScheduleKeyDeletion", { pendingWindowInDays: 7 })],
  ["key-changed", kms("PutKeyPolicy", { policyName: "default", policy: "{}" })],
  ["trail-changed", call("cloudtrail", "StopLogging", { name: trailName("production") })],
  [
    "trail-changed",
    call("cloudtrail", "DeleteTrail", { name: arn("cloudtrail", "trail/inventorysync-production-trail") }),
  ],
  ["trail-changed", call("cloudtrail", "PutEventSelectors", { trailName: trailName("production") })],
  [
    "bucket-changed",
    call("s3", "PutBucketPolicy", {
      bucketName: `inventorysync-production-parking-${ACCOUNT}`,
      bucketPolicy: {},
    }),
  ],
  [
    "bucket-changed",
    call("s3", "PutBucketLifecycle", { bucketName: `inventorysync-production-trail-${ACCOUNT}` }),
  ],
  ["delivery-stopped", call("lambda", "DeleteFunction20150331", { functionName: functionArn })],
  [
    "delivery-stopped",
    call("lambda", "PutFunctionConcurrency20171031", { functionName, reservedConcurrentExecutions: 0 }),
  ],
  [
    "delivery-stopped",
    call("lambda", "DeleteEventSourceMapping20150331", { uUID: "a-b-c" }, { functionArn }),
  ],
  [
    "delivery-stopped",
    call("lambda", "UpdateEventSourceMapping20150331", { uUID: "a-b-c", enabled: false }, { functionArn }),
  ],
  ["delivery-stopped", call("sqs", "PurgeQueue", { queueUrl })],
  ["delivery-stopped", call("kinesis", "DeleteStream", { streamName })],
  [
    "delivery-stopped",
    call("kinesis", "DecreaseStreamRetentionPeriod", {
      streamARN: arn("kinesis", `stream/${streamName}`),
      retentionPeriodHours: 24,
    }),
  ],
  [
    "delivery-stopped",
    call("secretsmanager", "DeleteSecret", { secretId: "inventorysync/production/sentry-dsn" }),
  ],
  [
    "delivery-stopped",
    call("secretsmanager", "DeleteSecret", {
      secretId: arn("secretsmanager", "secret:inventorysync/production/sentry-dsn-AbCdEf"),
    }),
  ],
  [
    "bucket-changed",
    call("s3", "PutBucketObjectLockConfiguration", {
      bucketName: `inventorysync-production-archive-${ACCOUNT}`,
    }),
  ],
  [
    "archive-stopped",
    call("firehose", "DeleteDeliveryStream", {
      deliveryStreamName: "inventorysync-production-archive-audit",
    }),
  ],
  [
    "archive-stopped",
    call("firehose", "UpdateDestination", {
      deliveryStreamName: "inventorysync-production-archive-security",
    }),
  ],
  ["archive-stopped", call("lambda", "DeleteFunction20150331", { functionName: archiveFunctionArn })],
  [
    "archive-stopped",
    call("lambda", "PutFunctionConcurrency20171031", {
      functionName: archiveFunctionArn,
      reservedConcurrentExecutions: 0,
    }),
  ],
  [
    "archive-stopped",
    call(
      "lambda",
      "DeleteEventSourceMapping20150331",
      { uUID: "a-b-c" },
      { functionArn: archiveFunctionArn },
    ),
  ],
  ["archive-stopped", call("sqs", "PurgeQueue", { queueUrl: archiveQueueUrl })],
  [
    "alarm-changed",
    call("monitoring", "DeleteAlarms", { alarmNames: ["other", "inventorysync-production-error-spike"] }),
  ],
  [
    "alarm-changed",
    call("monitoring", "PutMetricAlarm", { alarmName: "inventorysync-production-error-spike" }),
  ],
  ["alarm-changed", call("monitoring", "PutLogAlarm", { alarmName: "inventorysync-production-error-spike" })],
  ["alarm-changed", logs("DeleteMetricFilter", { logGroupName: AUDIT, filterName: "errors" })],
  ["notification-changed", call("sns", "DeleteTopic", { topicArn: topic })],
  ["notification-changed", call("sns", "Unsubscribe", { subscriptionArn: `${topic}:6b0e71bd-7e97` })],
  [
    "notification-changed",
    call("events", "DisableRule", { name: tamperRuleName("production", "key-changed", 1) }),
  ],
  [
    "notification-changed",
    call("events", "RemoveTargets", { rule: tamperRuleName("production", "key-changed", 1), ids: ["Pages"] }),
  ],
  ["domain-changed", call("es", "DeleteDomain", { domainName: "invsync-production" })],
  [
    "domain-changed",
    call("es", "UpdateDomainConfig", { domainName: "invsync-production", accessPolicies: "{}" }),
  ],
  ["bastion-entered", call("ssm", "StartSession", { target: instanceId })],
  [
    "bastion-entered",
    call("ssm", "StartSession", {
      target: instanceId,
      documentName: "AWS-StartPortForwardingSessionToRemoteHost",
    }),
  ],
  [
    "bastion-entered",
    call("ssm", "SendCommand", { documentName: "AWS-RunShellScript", instanceIds: ["i-0a0a", instanceId] }),
  ],
  ["bastion-entered", call("ssm", "UpdateDocument", { name: TUNNEL, content: "{}" })],
  ["role-changed", call("iam", "UpdateAssumeRolePolicy", { roleName: ROLE, policyDocument: "{}" })],
  [
    "role-changed",
    call("iam", "AttachRolePolicy", {
      roleName: ROLE,
      policyArn: "arn:aws:iam::aws:policy/AdministratorAccess",
    }),
  ],
  [
    "stack-deleted",
    call("cloudformation", "DeleteStack", { stackName: "inventorysync-production-monitoring" }),
  ],
  [
    "stack-deleted",
    call("cloudformation", "UpdateTerminationProtection", {
      stackName: arn("cloudformation", "stack/inventorysync-production-storage/0b1c"),
      enableTerminationProtection: false,
    }),
  ],
];

/** Calls that are no tampering with production. */
const HARMLESS: readonly (readonly [string, Call])[] = [
  [
    "the log group of another environment",
    logs("DeleteLogGroup", { logGroupName: "/inventorysync/staging/audit" }),
  ],
  [
    "an environment whose name begins with the same letters",
    logs("DeleteLogGroup", { logGroupName: "/inventorysync-findings/production2" }),
  ],
  [
    "deletion protection that is turned on",
    logs("PutLogGroupDeletionProtection", { logGroupIdentifier: AUDIT, deletionProtectionEnabled: true }),
  ],
  ["the configured retention", logs("PutRetentionPolicy", { logGroupName: AUDIT, retentionInDays: 731 })],
  ["a longer retention", logs("PutRetentionPolicy", { logGroupName: AUDIT, retentionInDays: 1096 })],
  [
    "a masked read",
    { ...logs("GetLogEvents", { logGroupName: AUDIT, logStreamName: "api" }), readOnly: true },
  ],
  [
    "a masked query",
    { ...logs("StartQuery", { logGroupNames: [AUDIT], queryString: "fields @message" }), readOnly: true },
  ],
  ["reading a policy", { ...logs("GetDataProtectionPolicy", { logGroupIdentifier: AUDIT }), readOnly: true }],
  ["another key", kms("DisableKey", {}, arn("kms", "key/1234"))],
  ["the use of a key", kms("Decrypt", {})],
  ["another trail", call("cloudtrail", "StopLogging", { name: "other" })],
  [
    "another bucket",
    call("s3", "PutBucketPolicy", { bucketName: `inventorysync-staging-parking-${ACCOUNT}` }),
  ],
  [
    "a concurrency above 0",
    call("lambda", "PutFunctionConcurrency20171031", { functionName, reservedConcurrentExecutions: 20 }),
  ],
  [
    "an event source mapping that is enabled",
    call("lambda", "UpdateEventSourceMapping20150331", { uUID: "a-b-c", enabled: true }, { functionArn }),
  ],
  [
    "the alarm of another environment",
    call("monitoring", "DeleteAlarms", { alarmNames: ["inventorysync-staging-x"] }),
  ],
  [
    "the topic of another environment",
    call("sns", "DeleteTopic", { topicArn: arn("sns", "inventorysync-staging-alarms") }),
  ],
  ["the domain of another environment", call("es", "DeleteDomain", { domainName: "invsync-production2" })],
  ["another role", call("iam", "DeleteRole", { roleName: "inventorysync-staging-reader" })],
  ["a tunnel", call("ssm", "StartSession", { target: instanceId, documentName: TUNNEL })],
  [
    "a tunnel whose document is named by its ARN",
    call("ssm", "StartSession", { target: instanceId, documentName: arn("ssm", `document/${TUNNEL}`) }),
  ],
  ["a session on another instance", call("ssm", "StartSession", { target: "i-0a0a" })],
  ["a deployment", call("cloudformation", "UpdateStack", { stackName: "inventorysync-production-storage" })],
];

const RULE_OF_CALL = ALERTS.flatMap(({ id, calls }) =>
  calls.map((each: TamperingCall, index): [string, TamperAlertId, number, TamperingCall] => [
    `${id}-${index + 1}`,
    id as TamperAlertId,
    index + 1,
    each,
  ]),
);

test.each(TAMPERING.map(([id, each]): [string, string, Call] => [each.name, id, each]))(
  "%s raises %s, and nothing else",
  (_name, id, each) => {
    expect(alertsFor(each)).toEqual([id]);
  },
);

test("nothing but the tamper alerts notifies of API calls, so that a call pages once", () => {
  const receivesCalls = resources(production, "AWS::Events::Rule").filter(({ Properties }) =>
    JSON.stringify(Properties?.["EventPattern"] ?? {}).includes("via CloudTrail"),
  );
  // It has no target but a log group.
  const sessionLog = bastionSessionsRuleName("production");
  expect(receivesCalls.map(({ Properties }) => Properties?.["Name"]).toSorted()).toEqual(
    [sessionLog, ...rules.map(({ name }) => name)].toSorted(),
  );
  const alarms = resources(production, "AWS::CloudWatch::Alarm");
  expect(alarms.filter((alarm) => JSON.stringify(alarm.Properties).includes("AWS/Events"))).toEqual([]);
});

test("the keys of the log groups, of the forwarding and of the archive are watched", () => {
  expect(generated("key-changed", 1, ["detail", "resources", "ARN"])).toHaveLength(4);
});

test.each(HARMLESS)("%s raises nothing", (_what, each) => {
  expect(alertsFor(each)).toEqual([]);
});

test.each(TAMPERING.map(([id, each]): [string, string, Call] => [each.name, id, each]))(
  "%s in a deployment does not raise %s",
  (_name, _id, each) => {
    expect(alertsFor({ ...each, address: "cloudformation.amazonaws.com" })).toEqual([]);
  },
);

test("a forged event of an account's own program raises nothing", () => {
  const event = {
    ...cloudTrailEvent(logs("DeleteLogGroup", { logGroupName: AUDIT })),
    source: "custom.logs",
  };
  expect(rules.filter(({ pattern }) => matchesPattern(pattern, event))).toEqual([]);
});

test("a refused call whose parameters are recorded raises its alert", () => {
  expect(
    alertsFor({ ...logs("DeleteLogGroup", { logGroupName: AUDIT }), error: "ValidationException" }),
  ).toEqual(["log-group-deleted"]);
});

test.each(RULE_OF_CALL)("the rule %s has an example above that it matches", (_name, id, number) => {
  const rule = ruleNamed(id, number);
  expect(TAMPERING.some(([, each]) => matchesPattern(rule.pattern, cloudTrailEvent(each)))).toBe(true);
});

test.each(RULE_OF_CALL)(
  "the rule %s receives read-only events only if its calls are read-only",
  (_name, id, number, { readOnly = false }) => {
    expect(ruleNamed(id, number).state).toBe(
      readOnly ? "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS" : "ENABLED",
    );
  },
);

test("an unknown operator in a pattern fails the evaluation", () => {
  expect(() => matchesPattern({ source: [{ cidr: "10.0.0.0/24" }] }, { source: "10.0.0.1" })).toThrow(
    "operator cidr is not supported",
  );
});

describe("the limits of EventBridge", () => {
  const longest = synthesizeWith({
    ...production.config,
    environment: "a".repeat(20),
    region: "ap-southeast-1",
  });
  const longestRules = tamperRules(longest);

  // Source: Amazon EventBridge User Guide, "Amazon EventBridge quotas"; Amazon EventBridge API Reference, "PutRule" and
  // "InputTransformer".
  test.each([
    ["characters of a pattern", 2_048, ({ pattern }: DeployedRule) => JSON.stringify(pattern).length],
    ["characters of a name", 64, ({ name }: DeployedRule) => name.length],
    [
      "input paths",
      100,
      ({ target }: DeployedRule) => Object.keys(target.InputTransformer.InputPathsMap).length,
    ],
    [
      "characters of a template",
      8_192,
      ({ target }: DeployedRule) => target.InputTransformer.InputTemplate.length,
    ],
  ])("%s: at most %d", (_what, limit, measure) => {
    for (const rule of [...rules, ...longestRules])
      expect([rule.name, measure(rule) <= limit]).toEqual([rule.name, true]);
  });

  test("three environments in an account have fewer than 300 rules, and fewer than 30 with wildcards", () => {
    expect(3 * rules.length).toBeLessThan(300);
    const withWildcard = rules.filter(({ pattern }) => JSON.stringify(pattern).includes('"wildcard"'));
    expect(3 * withWildcard.length).toBeLessThan(30);
  });
});

describe("the page", () => {
  const { InputPathsMap, InputTemplate } = ruleNamed("retention-shortened", 1).target.InputTransformer;
  const event = cloudTrailEvent({
    ...logs("PutRetentionPolicy", { logGroupName: AUDIT, retentionInDays: 1 }),
    error: "AccessDenied",
  });

  test("states what happened, to what, by whom, from where, when, and what to do", () => {
    expect(render(InputTemplate, InputPathsMap, event)).toMatchInlineSnapshot(`
      "production, page: the retention of a log group was shortened, or its retention policy removed.
      What: PutRetentionPolicy
      logGroupName: /inventorysync/production/audit
      retentionInDays: 1
      By: arn:aws:sts::123456789012:assumed-role/break-glass/mallory
      Through the AWS service: 
      From: 203.0.113.7 aws-cli/2.31.0 md/awscrt#0.27.6
      When: 2026-03-02T10:20:29Z
      Error, empty if the call succeeded: AccessDenied
      CloudTrail event: e1b43cd9-2683-4258-b1a8-9c248947372b, account 123456789012, us-east-1
      What to do: docs/runbook.md#retention-shortened"
    `);
  });

  test("leads to its article under the URL of the runbook", () => {
    const config = shippedConfig("production");
    const { templates } = synthesizeWith({
      ...config,
      alarms: { ...config.alarms, runbookUrl: "https://runbook.example.com/a" },
    });
    templates.Monitoring.hasResourceProperties("AWS::Events::Rule", {
      Targets: [
        {
          InputTransformer: {
            InputTemplate: Match.stringLikeRegexp(
              'What to do: https://runbook\\.example\\.com/a#retention-shortened"$',
            ),
          },
        },
      ],
    });
  });

  test.each(rules.map((rule): [string, DeployedRule] => [rule.name, rule]))(
    "of %s uses exactly its variables",
    (_n, rule) => {
      const { InputPathsMap: paths, InputTemplate: template } = rule.target.InputTransformer;
      const used = [...template.matchAll(/<(\w+)>/g)].map(([, name]) => name);
      expect(new Set(used)).toEqual(new Set(Object.keys(paths)));
    },
  );
});

describe.each(ENVIRONMENT_NAMES)("in %s", (name) => {
  const synthesized = synthesize(name);

  test("every rule pages the topic, which admits only these rules", () => {
    const { Monitoring } = synthesized.templates;
    const TopicName = alarmTopicName(name, "page");
    const [topicId] = Object.keys(Monitoring.findResources("AWS::SNS::Topic", { Properties: { TopicName } }));
    const rules = resources(synthesized, "AWS::Events::Rule").filter(({ id }) => id.includes("TamperAlerts"));
    expect(rules.length).toBeGreaterThan(0);
    for (const { Properties } of rules)
      expect(Properties).toMatchObject({ Targets: [{ Arn: { Ref: topicId } }] });
    const policies = JSON.stringify(Monitoring.findResources("AWS::SNS::TopicPolicy"));
    expect(policies).toContain(`:rule/inventorysync-${name}-tamper-*`);
  });

  test("the retention rule has every log group with the retention that it has in the templates", () => {
    const { pattern } = ruleNamed("retention-shortened", 1, synthesized);
    for (const { Properties } of resources(synthesized, "AWS::Logs::LogGroup")) {
      const { LogGroupName: logGroupName, RetentionInDays } = Properties as {
        LogGroupName: string;
        RetentionInDays: number;
      };
      const matches = (retentionInDays: number) =>
        matchesPattern(
          pattern,
          cloudTrailEvent(logs("PutRetentionPolicy", { logGroupName, retentionInDays })),
        );
      expect([logGroupName, matches(RetentionInDays - 1), matches(RetentionInDays)]).toEqual([
        logGroupName,
        true,
        false,
      ]);
    }
  });
});

test("without an own trail, a change of any trail of the account raises the alert", () => {
  const existing = tamperRules(synthesize("staging"));
  const event = cloudTrailEvent(call("cloudtrail", "StopLogging", { name: "organization" }));
  expect(existing.filter(({ pattern }) => matchesPattern(pattern, event))).toHaveLength(1);
});

test("an environment has no rules for resources that it does not have", () => {
  const bare = synthesizeWith(configWithSinks("local"));
  const names = tamperRules(bare).map(({ name }) => name);
  expect(names.filter((name) => /delivery-stopped|domain-changed/.test(name))).toEqual([]);
  expect(names.length).toBeGreaterThan(10);
});

test("outside us-east-1 there is no rule for roles: EventBridge has no events of IAM there", () => {
  const elsewhere = synthesizeWith({ ...shippedConfig("staging"), region: "eu-central-1" });
  expect(tamperRules(elsewhere).filter(({ name }) => name.includes("role-changed"))).toEqual([]);
});

function alertsFor(each: Call): string[] {
  const event = cloudTrailEvent(each);
  return rules
    .filter(({ pattern }) => matchesPattern(pattern, event))
    .map(({ name }) => name.replace(/^inventorysync-production-tamper-(.*)-\d+$/, "$1"));
}

function ruleNamed(alert: TamperAlertId, number: number, synthesized = production): DeployedRule {
  const name = tamperRuleName(synthesized.config.environment, alert, number);
  const rule = tamperRules(synthesized).find((candidate) => candidate.name === name);
  if (!rule) throw new Error(`there is no rule ${name}`);
  return rule;
}

/** The text that EventBridge sends: each line of the template is a JSON string, and absent values are empty. */
function render(template: string, paths: Readonly<Record<string, string>>, event: JsonObject): string {
  const lines = template.split("\n").map((line) => JSON.parse(line) as string);
  return lines.join("\n").replaceAll(/<(\w+)>/g, (_variable, name: string) => {
    const steps = (paths[name] ?? "").replace("$.", "").split(/[.[\]]+/);
    const value = steps.reduce<Json | undefined>(
      (node, step) => (node as JsonObject | undefined)?.[step],
      event,
    );
    return typeof value === "string" || typeof value === "number" ? String(value) : "";
  });
}
