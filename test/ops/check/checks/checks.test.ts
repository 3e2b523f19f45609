import { identifierNames } from "../../../../catalog";
import { shippedConfig } from "../../../fixtures/stacks";
import type { CheckId } from "../../../../ops/check/check-ids";
import { CHECKS } from "../../../../ops/check/checks";
import type { Outcome } from "../../../../ops/check/outcome";
import { listAssociations } from "../../../../ops/check/list-associations";
import { runChecks } from "../../../../ops/check/run-checks";
import { type AwsAnswer, fakeAws } from "../../../fixtures/fake-aws";
import { collectingIo } from "../../../fixtures/operator-io";

/** The outcome of a check in `local`, whose AWS gives these answers: what the emulator cannot show. */
async function outcomeOf(
  id: CheckId,
  answers: Readonly<Record<string, AwsAnswer>>,
  config = shippedConfig("local"),
): Promise<Outcome | undefined> {
  const { aws, close } = await fakeAws(answers);
  try {
    const context = {
      config,
      aws,
      io: collectingIo(),
      account: "000000000000",
      engine: () => Promise.reject(new Error("made up")),
      associations: () => listAssociations(aws),
    };
    const results = await runChecks(
      CHECKS.filter((check) => check.id === id),
      context,
    );
    return results[0]?.outcome;
  } finally {
    await close();
  }
}

const policy = (names: readonly string[]) => ({
  policyDocument: JSON.stringify({
    Statement: [
      {
        DataIdentifier: names.map((name) => `arn:aws:dataprotection::aws:data-identifier/${name}`),
        Operation: { Deidentify: {} },
      },
    ],
  }),
});

test("data protection policies that mask everything of the catalogue are verified", async () => {
  expect(
    await outcomeOf("data-protection", { GetDataProtectionPolicy: policy(identifierNames()) }),
  ).toMatchObject({ result: "verified" });
});

test("a data protection policy names what it does not mask", async () => {
  const [first = "", ...others] = identifierNames();
  const outcome = await outcomeOf("data-protection", { GetDataProtectionPolicy: policy(others) });
  expect(outcome).toMatchObject({
    result: "failed",
    how: expect.stringContaining(`does not mask ${first};`) as string,
  });
});

test("a log group without a data protection policy is named", async () => {
  const outcome = await outcomeOf("data-protection", { GetDataProtectionPolicy: {} });
  expect(outcome).toMatchObject({
    result: "failed",
    how: expect.stringContaining("/inventorysync/local/audit has no data protection policy") as string,
  });
});

const associations = (counts: Readonly<Record<string, number>>) => ({
  ListAssociations: {
    Associations: [
      {
        AssociationName: "inventorysync-local-host-files-check-api",
        Overview: { AssociationStatusAggregatedCount: counts },
      },
    ],
  },
});

test.each([
  [{ Success: 2 }, "verified", /2 hosts passed/],
  [
    { Success: 1, Failed: 1 },
    "failed",
    /1 hosts differ, according to inventorysync-local-host-files-check-api/,
  ],
  [{ Pending: 1 }, "not verifiable", /no host of api has reported a result/],
])("log rotation on hosts with the results %p is %s", async (counts, result, how) => {
  expect(await outcomeOf("log-rotation", associations(counts))).toMatchObject({
    result,
    how: expect.stringMatching(how) as string,
  });
});

test("a host document with another script is named", async () => {
  const content = JSON.stringify({ mainSteps: [{ inputs: { runCommand: ["set --", "another"] } }] });
  const outcome = await outcomeOf("host-documents", {
    ...associations({}),
    GetDocument: { Content: content },
  });
  expect(outcome).toMatchObject({
    result: "failed",
    how: expect.stringContaining(
      "the document inventorysync-local-host-files-check-api contains another script",
    ) as string,
  });
});

test("a secret that still has its placeholder is named, and is not read", async () => {
  const outcome = await outcomeOf("sentry-secret", {
    DescribeSecret: { VersionIdsToStages: { first: ["AWSCURRENT"] } },
  });
  expect(outcome).toMatchObject({
    result: "failed",
    how: "the secret inventorysync/local/sentry-dsn still has the placeholder that its stack generated",
  });
});

test("a hash key that is too short is named without its text", async () => {
  const outcome = await outcomeOf("redaction-key", {
    DescribeSecret: { VersionIdsToStages: {} },
    GetSecretValue: { SecretString: "short" },
  });
  expect(outcome).toMatchObject({
    result: "failed",
    how: "the secret inventorysync/local/redaction-key has 5 characters, expected at least 32",
  });
});

test("a missing permission makes only its check not verifiable, and is named", async () => {
  expect(await outcomeOf("retention", {})).toEqual({
    result: "not verifiable",
    how: "made:DescribeLogGroups is denied",
    remedy: "allow made:DescribeLogGroups for the role of this session",
  });
});

const domainPath = "GET /2021-01-01/opensearch/domain/invsync-local";

test.each([
  [{ Created: true, Endpoint: "search.example.com" }, "verified", /created, no change in progress/],
  [
    { Created: true, Processing: true, Endpoint: "search.example.com" },
    "failed",
    /a change of its configuration is in progress/,
  ],
  [{ Created: false }, "failed", /it is being created; .*it has no endpoint/],
])("a domain with the status %p is %s", async (DomainStatus, result, how) => {
  expect(await outcomeOf("domain", { [domainPath]: { DomainStatus } })).toMatchObject({
    result,
    how: expect.stringMatching(how) as string,
  });
});

const stacksWith = (status: string) =>
  `<DescribeStacksResponse><DescribeStacksResult><Stacks><member><StackName>made-up</StackName><StackStatus>${status}</StackStatus></member></Stacks></DescribeStacksResult></DescribeStacksResponse>`;

test.each([
  ["CREATE_COMPLETE", "verified"],
  ["UPDATE_COMPLETE", "verified"],
  ["UPDATE_ROLLBACK_COMPLETE", "failed"],
  ["ROLLBACK_COMPLETE", "failed"],
  ["UPDATE_IN_PROGRESS", "failed"],
])("stacks with the status %s are %s", async (status, result) => {
  expect(await outcomeOf("stacks", { DescribeStacks: stacksWith(status) })).toMatchObject({ result });
});

test.each([
  [1_000, 900, "verified"],
  [10, 10, "failed"],
])("a quota of %d concurrent executions with %d unreserved is %s", async (quota, unreserved, result) => {
  const settings = {
    AccountLimit: { ConcurrentExecutions: quota, UnreservedConcurrentExecutions: unreserved },
  };
  const outcome = await outcomeOf("lambda-concurrency", {
    "GET /2016-08-19/account-settings": settings,
    "GET /2016-08-19/account-settings/": settings,
    DescribeStacks: stacksWith("CREATE_COMPLETE"),
  });
  expect(outcome).toMatchObject({ result, how: expect.stringContaining(`a quota of ${quota}`) as string });
});

const subscriptions = (...members: readonly (readonly [protocol: string, endpoint: string, arn: string])[]) =>
  `<ListSubscriptionsByTopicResponse><ListSubscriptionsByTopicResult><Subscriptions>${members
    .map(
      ([protocol, endpoint, arn]) =>
        `<member><Protocol>${protocol}</Protocol><Endpoint>${endpoint}</Endpoint><SubscriptionArn>${arn}</SubscriptionArn></member>`,
    )
    .join("")}</Subscriptions></ListSubscriptionsByTopicResult></ListSubscriptionsByTopicResponse>`;
const CONFIRMED = "arn:aws:sns:us-east-1:000000000000:made-up:1";
const NOTIFIER = ["lambda", "arn:aws:lambda:us-east-1:000000000000:function:made-up", CONFIRMED] as const;
const WEBHOOK = [
  "sqs",
  "arn:aws:sqs:us-east-1:000000000000:inventorysync-local-webhook-local",
  CONFIRMED,
] as const;

test.each([
  ["the notifier and the queue of the webhook", [NOTIFIER, WEBHOOK], "verified", /webhook local/],
  [
    "the notifier alone",
    [NOTIFIER],
    "failed",
    /the queue inventorysync-local-webhook-local has no subscription/,
  ],
  [
    "the queue alone",
    [WEBHOOK],
    "failed",
    /the notifier does not subscribe to inventorysync-local-alarms-page/,
  ],
])("with subscriptions of %s, the recipients of alarms are judged", async (_, members, result, how) => {
  const outcome = await outcomeOf("alarm-recipients", {
    ListSubscriptionsByTopic: subscriptions(...members),
  });
  expect(outcome).toMatchObject({ result, how: expect.stringMatching(how) as string });
});

test.each([
  [CONFIRMED, "verified", /on-call@example\.com/],
  ["PendingConfirmation", "failed", /on-call@example\.com has not confirmed the subscription/],
])("a recipient whose subscription is %s is %s", async (arn, result, how) => {
  const local = shippedConfig("local");
  const address = "on-call@example.com";
  const outcome = await outcomeOf(
    "alarm-recipients",
    { ListSubscriptionsByTopic: subscriptions(NOTIFIER, ["email", address, arn]) },
    {
      ...local,
      alarms: { ...local.alarms, notify: [{ kind: "email", address, severities: ["page", "ticket"] }] },
    },
  );
  expect(outcome).toMatchObject({ result, how: expect.stringMatching(how) as string });
});

test("a log group without the environment's key is named", async () => {
  const key =
    "<DescribeStackResourcesResponse><DescribeStackResourcesResult><StackResources><member><ResourceType>AWS::KMS::Key</ResourceType><PhysicalResourceId>made-up</PhysicalResourceId></member></StackResources></DescribeStackResourcesResult></DescribeStackResourcesResponse>";
  const outcome = await outcomeOf("log-groups", {
    DescribeLogGroups: { logGroups: [{ logGroupName: "/inventorysync/local/audit" }] },
    DescribeStackResources: key,
  });
  expect(outcome).toMatchObject({
    result: "failed",
    how: expect.stringContaining("/inventorysync/local/audit is not encrypted with the key of") as string,
  });
});

describe("in topology kinesis", () => {
  const { forwarding, ...local } = shippedConfig("local");
  const config = { ...local, forwarding: { ...forwarding, topology: "kinesis" as const } };
  const filter = (stream: string) => ({
    subscriptionFilters: [
      { filterName: "made-up", destinationArn: `arn:aws:kinesis:us-east-1:000000000000:stream/${stream}` },
    ],
  });
  const stackWithStream =
    "<DescribeStackResourcesResponse><DescribeStackResourcesResult><StackResources><member>" +
    "<ResourceType>AWS::Kinesis::Stream</ResourceType><PhysicalResourceId>of-application</PhysicalResourceId>" +
    "</member></StackResources></DescribeStackResourcesResult></DescribeStackResourcesResponse>";

  test.each([
    [
      "a stream of another stack",
      "elsewhere",
      /audit sends to \S+elsewhere, expected a Kinesis data stream of/,
    ],
    [
      "the stream of another log",
      "of-application",
      /sends to \S+, which has the events of \S+; expected a stream/,
    ],
  ])("a subscription filter that sends to %s is named", async (_, stream, how) => {
    const outcome = await outcomeOf(
      "subscriptions",
      { DescribeSubscriptionFilters: filter(stream), DescribeStackResources: stackWithStream },
      config,
    );
    expect(outcome).toMatchObject({ result: "failed", how: expect.stringMatching(how) as string });
  });
});
