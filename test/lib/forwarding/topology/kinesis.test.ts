import { Match } from "aws-cdk-lib/assertions";
import { LOGS, logGroupName, roleName, SINK_NAMES } from "../../../../catalog";
import type { EnvironmentConfig } from "../../../../config";
import { SINK_DEFINITIONS } from "../../../../lambda/delivery/sinks";
import { onlyResource, environmentVariablesOf } from "../../../fixtures/forwarding";
import { grantsOf } from "../../../fixtures/grants";
import { vpcOf } from "../../../fixtures/search";
import { resources, shippedConfig, synthesize, synthesizeWith } from "../../../fixtures/stacks";

const FUNCTION = "AWS::Lambda::Function";
const MAPPING = "AWS::Lambda::EventSourceMapping";
const ACCOUNT = { Ref: "AWS::AccountId" };

describe("production", () => {
  const synthesized = synthesize("production");
  const { Forwarding: template } = synthesized.templates;
  const key = onlyResource(template, "AWS::KMS::Key").id;
  const stream = onlyResource(template, "AWS::Kinesis::Stream");
  const writer = onlyResource<{ AssumeRolePolicyDocument: object }>(
    template,
    "AWS::IAM::Role",
    "ForwardingEvents",
  );

  test("has the topology kinesis", () => {
    expect(shippedConfig("production").forwarding.topology).toBe("kinesis");
  });

  test("keeps log events for a week in an on-demand stream, encrypted with the stack's key", () => {
    expect(stream).toMatchObject({
      Properties: {
        StreamModeDetails: { StreamMode: "ON_DEMAND" },
        RetentionPeriodHours: 168,
        StreamEncryption: { EncryptionType: "KMS", KeyId: { "Fn::GetAtt": [key, "Arn"] } },
      },
      DeletionPolicy: "RetainExceptOnCreate",
    });
  });

  test("subscribes the stream to every log group, with random distribution", () => {
    template.resourceCountIs("AWS::Logs::SubscriptionFilter", LOGS.length);
    template.allResourcesProperties("AWS::Logs::SubscriptionFilter", {
      DestinationArn: { "Fn::GetAtt": [stream.id, "Arn"] },
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

  test("lets the subscription role write to the stream, and nothing else", () => {
    expect(grantsOf(synthesized, roleName("production", "subscriptions"))).toEqual([
      { action: "kinesis:PutRecord", resource: `<${stream.id}.Arn>` },
      { action: "kinesis:PutRecords", resource: `<${stream.id}.Arn>` },
      { action: "kms:GenerateDataKey", resource: `<${key}.Arn>` },
    ]);
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
    const mapping = onlyResource(template, MAPPING, `ForwardingPipeline${sink}EventSource`).Properties;

    test("reads the stream from the oldest record", () => {
      expect(mapping).toMatchObject({
        FunctionName: { Ref: fn },
        EventSourceArn: { "Fn::GetAtt": [stream.id, "Arn"] },
        StartingPosition: "TRIM_HORIZON",
        BatchSize: 100,
        ParallelizationFactor: 2,
      });
    });

    test("reports batch item failures, and bisects a failed batch", () => {
      expect(mapping).toMatchObject({
        FunctionResponseTypes: ["ReportBatchItemFailures"],
        BisectBatchOnFunctionError: true,
      });
    });

    test("discards a record after six hours of retries, or an hour before the stream drops it", () => {
      expect(mapping).toMatchObject({
        MaximumRetryAttempts: (6 * 60 * 60) / 120,
        MaximumRecordAgeInSeconds: (168 - 1) * 60 * 60,
      });
    });

    test("sends discarded records to the parking bucket, with the permission to write there", () => {
      const bucket = onlyResource(template, "AWS::S3::Bucket", "ForwardingParkingBucket").id;
      expect(mapping).toMatchObject({
        DestinationConfig: { OnFailure: { Destination: { "Fn::GetAtt": [bucket, "Arn"] } } },
      });
      const grants = grantsOf(synthesized, roleName("production", `forwarder-${sink}`));
      expect(grants).toContainEqual({ action: "s3:PutObject", resource: `<${bucket}.Arn>/aws/lambda/*` });
      expect(grants).toContainEqual({ action: "s3:ListBucket", resource: `<${bucket}.Arn>` });
    });

    test("may read the stream and park for its own sink, and has no permission for the other sinks", () => {
      const grants = grantsOf(synthesized, roleName("production", `forwarder-${sink}`));
      expect(grants.filter(({ action }) => action.startsWith("kinesis:"))).toEqual(
        ["DescribeStream", "DescribeStreamSummary", "GetRecords", "GetShardIterator", "ListShards"].map(
          (action) => ({ action: `kinesis:${action}`, resource: `<${stream.id}.Arn>` }),
        ),
      );
      const others = SINK_NAMES.filter((other) => other !== sink);
      for (const { resource } of grants)
        for (const other of others) expect(resource).not.toContain(`/${other}/`);
      const actions = sink === "opensearch" ? /^es:/ : /^secretsmanager:/;
      expect(grants.filter(({ action }) => actions.test(action)).length).toBeGreaterThan(0);
      expect(grants.some(({ action }) => action.startsWith("es:"))).toBe(sink === "opensearch");
    });
  });

  test("has a batching window for OpenSearch only", () => {
    const windows = SINK_NAMES.map(
      (sink) =>
        onlyResource(template, MAPPING, `ForwardingPipeline${sink}EventSource`).Properties[
          "MaximumBatchingWindowInSeconds"
        ],
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
    expect(onlyResource(Forwarding, MAPPING, "ForwardingPipelinesentryEventSource").Properties).toMatchObject(
      {
        MaximumRecordAgeInSeconds: seconds,
      },
    );
  },
);

test("batch size and concurrency are as configured", () => {
  const { Forwarding } = synthesizeWith(withKinesis({ batchSize: 7, parallelizationFactor: 10 })).templates;
  expect(onlyResource(Forwarding, MAPPING, "ForwardingPipelinedatadogEventSource").Properties).toMatchObject({
    BatchSize: 7,
    ParallelizationFactor: 10,
  });
});

function withKinesis(settings: Partial<EnvironmentConfig["forwarding"]["kinesis"]>): EnvironmentConfig {
  const { forwarding, ...config } = shippedConfig("production");
  return { ...config, forwarding: { ...forwarding, kinesis: { ...forwarding.kinesis, ...settings } } };
}
