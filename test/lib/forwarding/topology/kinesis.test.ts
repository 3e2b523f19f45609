import { isDeepStrictEqual } from "node:util";
import { Match, type Template } from "aws-cdk-lib/assertions";
import { type LogId, LOGS, logGroupName, roleName, SINK_NAMES } from "../../../../catalog";
import { type EnvironmentConfig, logsFor } from "../../../../config";
import { SINK_DEFINITIONS } from "../../../../lambda/delivery/sinks";
import { environmentVariablesOf, type FoundResource, onlyResource } from "../../../fixtures/forwarding";
import { grantsOf } from "../../../fixtures/grants";
import { vpcOf } from "../../../fixtures/search";
import { resources, shippedConfig, synthesize, synthesizeWith } from "../../../fixtures/stacks";

const FUNCTION = "AWS::Lambda::Function";
const MAPPING = "AWS::Lambda::EventSourceMapping";
const STREAM = "AWS::Kinesis::Stream";
const ACCOUNT = { Ref: "AWS::AccountId" };

describe("production", () => {
  const synthesized = synthesize("production");
  const { Forwarding: template } = synthesized.templates;
  const key = onlyResource(template, "AWS::KMS::Key").id;
  const streamOf = (log: LogId) => resourceOfLog(template, STREAM, "ForwardingEventsStream", log);
  const writer = onlyResource<{ AssumeRolePolicyDocument: object }>(
    template,
    "AWS::IAM::Role",
    "ForwardingEvents",
  );

  test("has the topology kinesis", () => {
    expect(shippedConfig("production").forwarding.topology).toBe("kinesis");
  });

  test("keeps log events for a week in on-demand streams, encrypted with the stack's key", () => {
    template.allResources(STREAM, {
      Properties: {
        StreamModeDetails: { StreamMode: "ON_DEMAND" },
        RetentionPeriodHours: 168,
        StreamEncryption: { EncryptionType: "KMS", KeyId: { "Fn::GetAtt": [key, "Arn"] } },
      },
      DeletionPolicy: "RetainExceptOnCreate",
    });
  });

  test.each(LOGS)("subscribes a stream to the log group of $id alone, with random distribution", ({ id }) => {
    template.resourceCountIs("AWS::Logs::SubscriptionFilter", LOGS.length);
    template.resourceCountIs(STREAM, LOGS.length);
    expect(
      onlyResource(template, "AWS::Logs::SubscriptionFilter", `Subscription${id}`).Properties,
    ).toMatchObject({
      DestinationArn: arnOf(streamOf(id)),
      RoleArn: { "Fn::GetAtt": [writer.id, "Arn"] },
      Distribution: "Random",
    });
  });

  test("lets no log group invoke a function", () => {
    template.resourceCountIs("AWS::Lambda::Permission", 0);
    template.resourceCountIs("AWS::Lambda::EventInvokeConfig", 0);
  });

  test("lets CloudWatch Logs assume the subscription role for the environment's log groups only", () => {
    const arn = (log: (typeof LOGS)[number]["id"], end: string) => ({
      "Fn::Join": [
        "",
        ["arn:aws:logs:us-east-1:", ACCOUNT, `:log-group:${logGroupName("production", log)}${end}`],
      ],
    });
    expect(writer.Properties.AssumeRolePolicyDocument).toMatchObject({
      Statement: [
        {
          Effect: "Allow",
          Principal: { Service: "logs.amazonaws.com" },
          Action: "sts:AssumeRole",
          Condition: {
            StringEquals: { "aws:SourceAccount": ACCOUNT },
            ArnLike: { "aws:SourceArn": LOGS.flatMap(({ id }) => [arn(id, ""), arn(id, ":*")]) },
          },
        },
      ],
    });
  });

  test("lets the subscription role write to the streams, and nothing else", () => {
    const streams = LOGS.map(({ id }) => `<${streamOf(id).id}.Arn>`);
    const grants = grantsOf(synthesized, roleName("production", "subscriptions"));
    expect(grants).toHaveLength(2 * streams.length + 1);
    expect(grants).toEqual(
      expect.arrayContaining([
        ...streams.flatMap((resource) => [
          { action: "kinesis:PutRecord", resource },
          { action: "kinesis:PutRecords", resource },
        ]),
        { action: "kms:GenerateDataKey", resource: `<${key}.Arn>` },
      ]),
    );
  });

  test("subscribes log groups after the policy of the subscription role", () => {
    const policy = onlyResource(template, "AWS::IAM::ManagedPolicy", "ForwardingEvents").id;
    template.allResources("AWS::Logs::SubscriptionFilter", { DependsOn: Match.arrayWith([policy]) });
  });

  test("has a forwarder and a replay for each sink", () => {
    const names = resources(synthesized, "AWS::IAM::Role").flatMap(
      ({ Properties }) => /(?:forwarder|replay).*$/.exec(String(Properties?.["RoleName"]))?.[0] ?? [],
    );
    expect(names.sort()).toEqual(
      ["forwarder", "replay"].flatMap((name) => SINK_NAMES.map((sink) => `${name}-${sink}`)).sort(),
    );
  });

  test.each(SINK_NAMES)("tells the forwarder of %s of its own sink alone", (sink) => {
    const variables = Object.keys(environmentVariablesOf(template, `ForwardingPipeline${sink}Function`));
    const common = ["ENVIRONMENT", "PARKING_BUCKET", "REDACTION_KEY_SECRET_ID"];
    expect(variables).toEqual(expect.arrayContaining([...common, SINK_DEFINITIONS[sink].enabledBy]));
    for (const name of variables.filter((each) => !common.includes(each)))
      expect(name).toMatch(new RegExp(`^${sink.toUpperCase()}_`));
  });

  describe.each(SINK_NAMES)("the forwarder of %s", (sink) => {
    const fn = onlyResource(template, FUNCTION, `ForwardingPipeline${sink}Function`).id;
    const received = logsFor([sink]);
    const mappings = received.map(({ id }) =>
      resourceOfLog(template, MAPPING, `ForwardingPipeline${sink}EventSourceRecords`, id),
    );

    test("reads the streams of the sink's logs from the oldest record", () => {
      expect(mappings.map(({ Properties }) => Properties["EventSourceArn"])).toEqual(
        received.map(({ id }) => arnOf(streamOf(id))),
      );
      for (const { Properties } of mappings)
        expect(Properties).toMatchObject({
          FunctionName: { Ref: fn },
          StartingPosition: "TRIM_HORIZON",
          BatchSize: 100,
          ParallelizationFactor: 2,
        });
    });

    test("has no other event source", () => {
      const functions = Object.values(template.findResources(MAPPING)).map(
        ({ Properties }) => (Properties as { FunctionName: unknown }).FunctionName,
      );
      expect(functions.filter((name) => isDeepStrictEqual(name, { Ref: fn }))).toHaveLength(received.length);
    });

    test.each(mappings)("reports batch item failures, and bisects a failed batch: $id", ({ Properties }) => {
      expect(Properties).toMatchObject({
        FunctionResponseTypes: ["ReportBatchItemFailures"],
        BisectBatchOnFunctionError: true,
      });
    });

    test.each(mappings)(
      "discards a record after six hours, or an hour before it expires: $id",
      ({ Properties }) => {
        expect(Properties).toMatchObject({
          MaximumRetryAttempts: (6 * 60 * 60) / 120,
          MaximumRecordAgeInSeconds: (168 - 1) * 60 * 60,
        });
      },
    );

    test("sends discarded records to the parking bucket, with the permission to write there", () => {
      const bucket = onlyResource(template, "AWS::S3::Bucket", "ForwardingParkingBucket").id;
      for (const { Properties } of mappings)
        expect(Properties).toMatchObject({
          DestinationConfig: { OnFailure: { Destination: { "Fn::GetAtt": [bucket, "Arn"] } } },
        });
      const grants = grantsOf(synthesized, roleName("production", `forwarder-${sink}`));
      expect(grants).toContainEqual({ action: "s3:PutObject", resource: `<${bucket}.Arn>/aws/lambda/*` });
      expect(grants).toContainEqual({ action: "s3:ListBucket", resource: `<${bucket}.Arn>` });
    });

    test("may read the logs of its sink alone", () => {
      const grants = grantsOf(synthesized, roleName("production", `forwarder-${sink}`));
      const read = grants.filter(({ action }) => action === "kinesis:GetRecords");
      expect(read.map(({ resource }) => resource).sort()).toEqual(
        received.map(({ id }) => `<${streamOf(id).id}.Arn>`).sort(),
      );
    });

    test("may read its streams and park for its own sink, and has no permission for the other sinks", () => {
      const grants = grantsOf(synthesized, roleName("production", `forwarder-${sink}`));
      const actions = new Set(
        grants.flatMap(({ action }) =>
          action.startsWith("kinesis:") ? [action.slice("kinesis:".length)] : [],
        ),
      );
      expect([...actions].sort()).toEqual([
        "DescribeStream",
        "DescribeStreamSummary",
        "GetRecords",
        "GetShardIterator",
        "ListShards",
      ]);
      const others = SINK_NAMES.filter((other) => other !== sink);
      for (const { resource } of grants)
        for (const other of others) expect(resource).not.toContain(`/${other}/`);
      const ofSink = sink === "opensearch" ? /^es:/ : /^secretsmanager:/;
      expect(grants.filter(({ action }) => ofSink.test(action)).length).toBeGreaterThan(0);
      expect(grants.some(({ action }) => action.startsWith("es:"))).toBe(sink === "opensearch");
    });
  });

  test("has a batching window for OpenSearch only", () => {
    const windows = SINK_NAMES.map(
      (sink) =>
        resourceOfLog(template, MAPPING, `ForwardingPipeline${sink}EventSourceRecords`, "application")
          .Properties["MaximumBatchingWindowInSeconds"],
    );
    expect(windows).toEqual(SINK_NAMES.map((sink) => (sink === "opensearch" ? 5 : undefined)));
  });
});

describe("with the domain in a VPC without egress", () => {
  const synthesized = synthesizeWith({ ...shippedConfig("production"), search: vpcOf("none") });
  const { Forwarding: template, Search } = synthesized.templates;

  test("only the functions of OpenSearch are in the VPC", () => {
    const inside = Object.entries(template.findResources(FUNCTION))
      .filter(([, { Properties }]) => (Properties as { VpcConfig?: unknown }).VpcConfig !== undefined)
      .map(([id]) => /^ForwardingPipeline(\w+?)(?:Replay)?Function/.exec(id)?.[1]);
    expect(inside).toEqual(["opensearch", "opensearch"]);
  });

  test("the VPC has endpoints for bucket, queue, secret and traces, and no NAT gateway", () => {
    Search.resourceCountIs("AWS::EC2::NatGateway", 0);
    const kinds = Object.values(Search.findResources("AWS::EC2::VPCEndpoint")).map(
      ({ Properties }) => (Properties as { VpcEndpointType: string }).VpcEndpointType,
    );
    expect(kinds.sort()).toEqual(["Gateway", "Interface", "Interface", "Interface"]);
  });
});

test.each<[string, number, number]>([
  ["a day", 24, 23 * 60 * 60],
  ["a month, of which Lambda reads the last week", 720, 7 * 24 * 60 * 60],
])(
  "a stream that keeps records for %s has a sufficiently low maximum record age",
  (_, retentionHours, seconds) => {
    const { Forwarding } = synthesizeWith(withKinesis({ retentionHours })).templates;
    expect(
      onlyResource(Forwarding, MAPPING, "ForwardingPipelinesentryEventSourceRecordssecurity").Properties,
    ).toMatchObject({
      MaximumRecordAgeInSeconds: seconds,
    });
  },
);

test("batch size and concurrency are as configured", () => {
  const { Forwarding } = synthesizeWith(withKinesis({ batchSize: 7, parallelizationFactor: 10 })).templates;
  expect(
    onlyResource(Forwarding, MAPPING, "ForwardingPipelinedatadogEventSourceRecordsperformance").Properties,
  ).toMatchObject({
    BatchSize: 7,
    ParallelizationFactor: 10,
  });
});

function withKinesis(settings: Partial<EnvironmentConfig["forwarding"]["kinesis"]>): EnvironmentConfig {
  const { forwarding, ...config } = shippedConfig("production");
  return { ...config, forwarding: { ...forwarding, kinesis: { ...forwarding.kinesis, ...settings } } };
}

/** The resource of a type for one log. The id of `application` names no log: see `perLogId`. */
function resourceOfLog(
  template: Template,
  type: string,
  idPrefix: string,
  log: LogId,
): FoundResource<Readonly<Record<string, unknown>>> {
  const id = new RegExp(`^${idPrefix}${log === "application" ? "" : log}[0-9A-F]{8}$`);
  const found = Object.keys(template.findResources(type)).filter((each) => id.test(each));
  return onlyResource(template, type, found[0]);
}

function arnOf({ id }: { readonly id: string }) {
  return { "Fn::GetAtt": [id, "Arn"] };
}
