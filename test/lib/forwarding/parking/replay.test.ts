import { roleName, SINK_NAMES } from "../../../../catalog";
import { productionIn, onlyResource, TOPOLOGIES, environmentVariablesOf } from "../../../fixtures/forwarding";
import { grantsOf } from "../../../fixtures/grants";
import { shippedConfig, synthesize, synthesizeWith } from "../../../fixtures/stacks";

const QUEUE = "AWS::SQS::Queue";
const MAPPING = "AWS::Lambda::EventSourceMapping";

describe.each(TOPOLOGIES)("the replay of OpenSearch in topology %s", (topology) => {
  const synthesized = productionIn(topology);
  const { Forwarding: template } = synthesized.templates;
  const pipelineId = topology === "kinesis" ? "Pipelineopensearch" : "";
  const name = topology === "kinesis" ? "replay-opensearch" : "replay";
  const fn = onlyResource(template, "AWS::Lambda::Function", `Forwarding${pipelineId}ReplayFunction`);
  const queue = onlyResource(template, QUEUE, `Forwarding${pipelineId}ReplayNotificationsQueue`);
  const deadLetters = onlyResource(
    template,
    QUEUE,
    `Forwarding${pipelineId}ReplayNotificationsDeadLetterQueue`,
  );

  test("has the forwarder's variables and the URL of its queue", () => {
    expect(environmentVariablesOf(template, `Forwarding${pipelineId}ReplayFunction`)).toEqual({
      ...environmentVariablesOf(template, `Forwarding${pipelineId}Function`),
      REPLAY_QUEUE_URL: { Ref: queue.id },
    });
  });

  test("reads one message at a time, reports batch item failures, and has limited concurrency", () => {
    expect(onlyResource(template, MAPPING, `Forwarding${pipelineId}ReplayMessages`).Properties).toEqual({
      EventSourceArn: { "Fn::GetAtt": [queue.id, "Arn"] },
      FunctionName: { Ref: fn.id },
      BatchSize: 1,
      FunctionResponseTypes: ["ReportBatchItemFailures"],
      ScalingConfig: { MaximumConcurrency: 10 },
    });
    expect(fn.Properties).toHaveProperty("ReservedConcurrentExecutions", 10);
  });

  test("has a queue with a visibility timeout of six times the function timeout", () => {
    expect(fn.Properties).toMatchObject({ Timeout: 120 });
    expect(queue.Properties).toMatchObject({ VisibilityTimeout: 6 * 120 });
  });

  test("has a queue with the highest maximum receive count", () => {
    expect(queue.Properties).toMatchObject({
      RedrivePolicy: {
        deadLetterTargetArn: { "Fn::GetAtt": [deadLetters.id, "Arn"] },
        maxReceiveCount: 1_000,
      },
    });
  });

  test("may receive and delete messages of its own queue and change their visibility, and no other queue's", () => {
    const onQueues = grantsOf(synthesized, roleName("production", name)).filter(({ action }) =>
      action.startsWith("sqs:"),
    );
    expect(onQueues).toEqual(
      ["ChangeMessageVisibility", "DeleteMessage", "GetQueueAttributes", "ReceiveMessage"].map((action) => ({
        action: `sqs:${action}`,
        resource: `<${queue.id}.Arn>`,
      })),
    );
  });

  test("may delete parked objects of its sinks, but none in quarantine, and list the bucket", () => {
    const bucket = `<${onlyResource(template, "AWS::S3::Bucket", "ForwardingParkingBucket").id}.Arn>`;
    const sinks = topology === "kinesis" ? ["opensearch"] : SINK_NAMES.toSorted();
    const of = (...prefixes: string[]) =>
      prefixes.flatMap((prefix) => sinks.map((sink) => `${bucket}/${prefix}/${sink}/*`)).sort();
    const resources = (action: string) =>
      grantsOf(synthesized, roleName("production", name))
        .filter((grant) => grant.action === action)
        .map(({ resource }) => resource);
    expect(resources("s3:GetObject")).toEqual(of("parked", "remainder"));
    expect(resources("s3:DeleteObject")).toEqual(of("parked", "remainder"));
    expect(resources("s3:PutObject")).toEqual(
      [...of("remainder", "quarantine"), `${bucket}/quarantine/undecodable/*`].sort(),
    );
    expect(resources("s3:ListBucket")).toEqual([bucket]);
  });

  test("has the forwarder's permissions at the sinks", () => {
    const forwarder = topology === "kinesis" ? "forwarder-opensearch" : "forwarder";
    const atSinks = (role: "forwarder" | "forwarder-opensearch" | "replay" | "replay-opensearch") =>
      grantsOf(synthesized, roleName("production", role)).filter(({ action }) =>
        /^(?:es|secretsmanager):/.test(action),
      );
    expect(atSinks(name).length).toBeGreaterThan(0);
    expect(atSinks(name)).toEqual(atSinks(forwarder));
  });
});

test("a small environment replays two objects concurrently, the minimum that Lambda accepts", () => {
  const { Forwarding } = synthesize("local").templates;
  expect(onlyResource(Forwarding, MAPPING).Properties).toMatchObject({
    ScalingConfig: { MaximumConcurrency: 2 },
  });
});

test("a longer function timeout gives a longer visibility timeout", () => {
  const config = shippedConfig("staging");
  const { Forwarding } = synthesizeWith({
    ...config,
    forwarding: { ...config.forwarding, timeoutSeconds: 300 },
  }).templates;
  expect(onlyResource(Forwarding, QUEUE, "ForwardingReplayNotificationsQueue").Properties).toMatchObject({
    VisibilityTimeout: 1_800,
  });
});
