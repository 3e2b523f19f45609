import { Match, type Template } from "aws-cdk-lib/assertions";
import {
  alarmName,
  alarmTopicName,
  countedLogGroupName,
  logGroupName,
  notificationTopicName,
  SEVERITIES,
  type Severity,
  webhookQueueName,
} from "../../../../catalog";
import { type EnvironmentInput, forwarderLogGroupName } from "../../../../config";
import { ENVIRONMENT_NAMES, shippedConfig, synthesize, synthesizeWith } from "../../../fixtures/stacks";

type Notify = NonNullable<NonNullable<EnvironmentInput["alarms"]>["notify"]>;

const severities = [...SEVERITIES];
const CHANNELS = [
  { kind: "email", address: "first@example.com", severities },
  { kind: "email", address: "/inventorysync/production/on-call", severities: ["page"] },
  { kind: "slack", workspaceId: "T0123456789", channelId: "C0123456789", severities: ["ticket"] },
  { kind: "webhook", name: "incidents", format: "pagerduty", severities },
] as const satisfies Notify;

const withChannels = synthesizeWith({
  ...shippedConfig("production"),
  alarms: {
    ...shippedConfig("production").alarms,
    notify: structuredClone(CHANNELS),
    runbookUrl: "https://runbook.example.com/a",
  },
});
const { Monitoring } = withChannels.templates;

describe.each(ENVIRONMENT_NAMES)("in %s", (name) => {
  const { templates } = synthesize(name);

  const fromThisAccount = (service: string) =>
    Match.objectLike({
      Effect: "Allow",
      Principal: { Service: service },
      Condition: { StringEquals: { "aws:SourceAccount": Match.anyValue() }, ArnLike: Match.anyValue() },
    });

  test.each([
    ["page", "alarms and tamper alerts", ["cloudwatch.amazonaws.com", "events.amazonaws.com"]],
    ["ticket", "alarms", ["cloudwatch.amazonaws.com"]],
  ] as const)(
    "the topic for alarms of severity %s accepts messages of this account's %s only",
    (severity, _, services) => {
      const topic = topicOf(templates.Monitoring, alarmTopicName(name, severity));
      templates.Monitoring.hasResourceProperties("AWS::SNS::TopicPolicy", {
        Topics: [{ Ref: topic }],
        PolicyDocument: {
          Statement: [
            Match.objectLike({ Effect: "Deny", Condition: { Bool: { "aws:SecureTransport": "false" } } }),
            ...services.map(fromThisAccount),
          ],
        },
      });
    },
  );

  test("every topic is encrypted, and of all alarms only those about notifications may publish there", () => {
    const topics = Object.values(templates.Monitoring.findResources("AWS::SNS::Topic"));
    expect(topics).toHaveLength(2 * SEVERITIES.length);
    for (const topic of topics)
      expect(topic).toMatchObject({ Properties: { KmsMasterKeyId: expect.anything() as unknown } });
    const policyOf = (severity: Severity, ...allowed: object[]) => ({
      Topics: [{ Ref: topicOf(templates.Monitoring, notificationTopicName(name, severity)) }],
      PolicyDocument: { Statement: [Match.objectLike({ Effect: "Deny" }), ...allowed] },
    });
    templates.Monitoring.hasResourceProperties("AWS::SNS::TopicPolicy", policyOf("ticket"));
    const [page] = Object.values(
      templates.Monitoring.findResources("AWS::SNS::TopicPolicy", {
        Properties: policyOf("page", fromThisAccount("cloudwatch.amazonaws.com")),
      }),
    );
    const named = [...JSON.stringify(page).matchAll(/:alarm:([\w*-]+)"/g)].map(([, alarm]) => alarm);
    expect(named).toEqual(
      [
        "notifier-errors",
        "notifier-events-dropped",
        "notifier-destination-failures",
        "notifications-undelivered",
      ].map((id) => alarmName(name, id)),
    );
  });

  test("the notifier may read masked lines, ask questions, read alarms, publish, and nothing else", () => {
    expect(statementsOf(templates.Monitoring, "NotificationsNotifier")).toEqual([
      ["Allow", ["logs:CreateLogStream", "logs:PutLogEvents"]],
      ["Allow", ["logs:DescribeMetricFilters"]],
      ["Allow", ["logs:FilterLogEvents"]],
      ["Allow", ["logs:GetQueryResults", "logs:StartQuery"]],
      ["Deny", ["logs:Unmask"]],
      ["Allow", ["cloudwatch:DescribeAlarmHistory", "cloudwatch:DescribeAlarms", "logs:StopQuery"]],
      ["Allow", ["sns:Publish"]],
      ["Allow", ["kms:Decrypt", "kms:GenerateDataKey"]],
    ]);
  });

  test("the notifier may ask about the log groups of the questions of alarms, and not about audit and sign-ins", () => {
    expect(groupsOf("logs:StartQuery")).toEqual(
      [
        ...(["application", "performance"] as const).map((log) => logGroupName(name, log)),
        forwarderLogGroupName(synthesize(name).config),
      ].toSorted(),
    );
  });

  test("the notifier may read the lines of the alarms that count lines, and those of no percentage", () => {
    expect(groupsOf("logs:FilterLogEvents")).toEqual(
      [
        ...(["application", "security"] as const).map((log) => logGroupName(name, log)),
        countedLogGroupName(name, "findings"),
      ].toSorted(),
    );
    expect(groupsOf("logs:DescribeMetricFilters")).toContain(logGroupName(name, "performance"));
  });

  /** The log groups on which the notifier has an action, sorted. */
  function groupsOf(action: string): (string | undefined)[] {
    const statements = Object.entries(templates.Monitoring.findResources("AWS::IAM::ManagedPolicy"))
      .filter(([id]) => id.startsWith("NotificationsNotifier"))
      .flatMap(([, policy]) => (policy as Policy).Properties.PolicyDocument.Statement)
      .filter(({ Action }) => [Action].flat().includes(action));
    return [...JSON.stringify(statements).matchAll(/:log-group:([\w/-]+):\*/g)]
      .map(([, group]) => group)
      .toSorted();
  }

  test("an alarm reaches people also if the notifier fails", () => {
    const page = topicOf(templates.Monitoring, notificationTopicName(name, "page"));
    templates.Monitoring.hasResourceProperties("AWS::Lambda::EventInvokeConfig", {
      MaximumRetryAttempts: 2,
      MaximumEventAgeInSeconds: 300,
      DestinationConfig: { OnFailure: { Destination: { Ref: page } } },
    });
  });
});

test.each(SEVERITIES)("the notifier receives the alarms of severity %s", (severity) => {
  Monitoring.hasResourceProperties("AWS::SNS::Subscription", {
    TopicArn: { Ref: topicOf(Monitoring, alarmTopicName("production", severity)) },
    Protocol: "lambda",
  });
});

/** A subscription whose undelivered messages go to the queue that an alarm watches. */
const REDRIVE = {
  RedrivePolicy: {
    deadLetterTargetArn: {
      "Fn::GetAtt": [expect.stringMatching(/^NotificationsUndelivered[0-9A-F]{8}$/) as string, "Arn"],
    },
  },
};

test("an address receives the severities of its channel by e-mail", () => {
  const page = topicOf(Monitoring, notificationTopicName("production", "page"));
  const ticket = topicOf(Monitoring, notificationTopicName("production", "ticket"));
  const subscribed = Object.values(
    Monitoring.findResources("AWS::SNS::Subscription", { Properties: { Protocol: "email" } }),
  );
  expect(subscribed.map((each) => (each as Subscription).Properties)).toEqual(
    expect.arrayContaining([
      { Protocol: "email", Endpoint: "first@example.com", TopicArn: { Ref: page }, ...REDRIVE },
      { Protocol: "email", Endpoint: "first@example.com", TopicArn: { Ref: ticket }, ...REDRIVE },
      {
        Protocol: "email",
        Endpoint: { Ref: expect.stringContaining("SsmParameterValue") as string },
        TopicArn: { Ref: page },
        ...REDRIVE,
      },
    ]),
  );
  expect(subscribed).toHaveLength(3);
});

test("the address of an SSM parameter is not in the template", () => {
  const [parameter] = Object.values(
    Monitoring.findParameters("*", { Default: "/inventorysync/production/on-call" }),
  );
  expect(parameter).toMatchObject({ Type: "AWS::SSM::Parameter::Value<String>" });
});

test("a Slack channel can only receive", () => {
  Monitoring.hasResourceProperties("AWS::Chatbot::SlackChannelConfiguration", {
    SlackWorkspaceId: "T0123456789",
    SlackChannelId: "C0123456789",
    SnsTopicArns: [{ Ref: topicOf(Monitoring, notificationTopicName("production", "ticket")) }],
    GuardrailPolicies: ["arn:aws:iam::aws:policy/AWSDenyAll"],
  });
  expect(statementsOf(Monitoring, "NotificationsSlack")).toEqual([]);
});

describe("a webhook", () => {
  const queueName = webhookQueueName("production", "incidents");

  test("receives the notifications by a queue of its own, as they are", () => {
    for (const severity of SEVERITIES)
      Monitoring.hasResourceProperties("AWS::SNS::Subscription", {
        TopicArn: { Ref: topicOf(Monitoring, notificationTopicName("production", severity)) },
        Protocol: "sqs",
        RawMessageDelivery: true,
      });
  });

  test("has a queue to which only the notification topics may send, and which retries for an hour", () => {
    Monitoring.hasResourceProperties("AWS::SQS::Queue", {
      QueueName: queueName,
      KmsMasterKeyId: Match.anyValue(),
      VisibilityTimeout: 60,
      RedrivePolicy: { maxReceiveCount: 60 },
    });
    Monitoring.hasResourceProperties("AWS::SQS::QueuePolicy", {
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({
            Effect: "Allow",
            Principal: { Service: "sns.amazonaws.com" },
            Condition: {
              ArnEquals: {
                "aws:SourceArn": SEVERITIES.map((severity) => ({
                  Ref: topicOf(Monitoring, notificationTopicName("production", severity)),
                })),
              },
            },
          }),
        ]),
      },
    });
  });

  test("may read its secret and its queue, and no log group", () => {
    expect(statementsOf(Monitoring, "NotificationsWebhookincidents")).toEqual([
      ["Allow", ["logs:CreateLogStream", "logs:PutLogEvents"]],
      ["Allow", ["secretsmanager:GetSecretValue"]],
      ["Allow", ["kms:Decrypt"]],
      ["Allow", ["sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ReceiveMessage"]],
      ["Allow", ["kms:Decrypt"]],
    ]);
  });

  test("has its address in a secret, which no environment variable contains", () => {
    Monitoring.hasResourceProperties("AWS::SecretsManager::Secret", {
      Name: "inventorysync/production/webhook-incidents",
      KmsKeyId: Match.anyValue(),
    });
    Monitoring.hasResourceProperties("AWS::Lambda::Function", {
      Environment: {
        Variables: {
          ENVIRONMENT: "production",
          WEBHOOK_FORMAT: "pagerduty",
          WEBHOOK_SECRET_ID: { Ref: Match.stringLikeRegexp("^NotificationsWebhookincidentsSecret") },
        },
      },
    });
  });
});

test("the notifier links to the runbook and to OpenSearch Dashboards of the domain", () => {
  Monitoring.hasResourceProperties("AWS::Lambda::Function", {
    Environment: {
      Variables: { RUNBOOK_URL: "https://runbook.example.com/a", DASHBOARDS_URL: Match.anyValue() },
    },
  });
});

interface Subscription {
  readonly Properties: Readonly<Record<string, unknown>>;
}

/** The logical id of a topic. */
function topicOf(template: Template, TopicName: string): string {
  const [id = ""] = Object.keys(template.findResources("AWS::SNS::Topic", { Properties: { TopicName } }));
  return id;
}

interface Statement {
  readonly Effect: string;
  readonly Action: string | readonly string[];
}

interface Policy {
  readonly Properties: { readonly PolicyDocument: { readonly Statement: readonly Statement[] } };
}

/** Effect and actions of the statements of a function's role, by the start of its logical id. */
function statementsOf(template: Template, id: string): readonly (readonly [string, readonly string[]])[] {
  return Object.entries(template.findResources("AWS::IAM::ManagedPolicy"))
    .filter(([policyId]) => policyId.startsWith(id))
    .flatMap(([, policy]) => (policy as Policy).Properties.PolicyDocument.Statement)
    .map(({ Effect, Action }) => [Effect, typeof Action === "string" ? [Action] : Action]);
}
