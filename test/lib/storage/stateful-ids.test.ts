import { resources, synthesize, type Synthesized } from "../../fixtures/stacks";

/** Types of stateful resources: if a logical id changes, CloudFormation replaces the resource, and its data is lost. */
const STATEFUL = [
  "AWS::CloudTrail::Trail",
  "AWS::Kinesis::Stream",
  "AWS::KMS::Key",
  "AWS::Logs::LogGroup",
  "AWS::OpenSearchService::Domain",
  "AWS::S3::Bucket",
  "AWS::SecretsManager::Secret",
  "AWS::SNS::Topic",
  "AWS::SQS::Queue",
];

test("every stateful resource of production keeps its logical id", () => {
  expect(statefulIds(synthesize("production"))).toMatchInlineSnapshot(`
    [
      "Storage/EncryptionKey514CDF8F",
      "Storage/FindingsLogGroupCFF83822",
      "Storage/LogGroupsapplication3FFB5FB4",
      "Storage/LogGroupsperformance95D80847",
      "Storage/LogGroupsaudit6BAA6962",
      "Storage/LogGroupssecurityFCF48DCE",
      "Storage/TrailServerAccessLogsBA55007E",
      "Storage/TrailBucket6C1E344E",
      "Storage/Trail8987F129",
      "Search/ContentFunctionLogGroup92E74EE0",
      "Search/SearchLogsAudit90DE6221",
      "Search/SearchLogsApplicationC42EACA6",
      "Search/SearchLogsSlowSearch9AB19E99",
      "Search/SearchLogsSlowIndexing0E33D9FF",
      "Search/SearchDomain62FD613E",
      "Forwarding/ForwardingKey6498348C",
      "Forwarding/ForwardingSentryDsnSecret3F77797F",
      "Forwarding/ForwardingDatadogApiKeySecret47242AA0",
      "Forwarding/ForwardingRedactionKeySecret21BC92D7",
      "Forwarding/ForwardingOnFailureQueue3586A46B",
      "Forwarding/ForwardingParkingServerAccessLogs77F6BEC8",
      "Forwarding/ForwardingParkingBucketE185DB44",
      "Forwarding/ForwardingEventsStream0CA0589B",
      "Forwarding/ForwardingPipelineopensearchFunctionLogGroup29F7A380",
      "Forwarding/ForwardingPipelineopensearchReplayNotificationsDeadLetterQueue2E1C305A",
      "Forwarding/ForwardingPipelineopensearchReplayNotificationsQueue459F91AA",
      "Forwarding/ForwardingPipelineopensearchReplayFunctionLogGroupC131455D",
      "Forwarding/ForwardingPipelinesentryFunctionLogGroup9531BFD7",
      "Forwarding/ForwardingPipelinesentryReplayNotificationsDeadLetterQueueD44652C0",
      "Forwarding/ForwardingPipelinesentryReplayNotificationsQueue3BDBE740",
      "Forwarding/ForwardingPipelinesentryReplayFunctionLogGroup020C3CDF",
      "Forwarding/ForwardingPipelinedatadogFunctionLogGroupDABAFCC8",
      "Forwarding/ForwardingPipelinedatadogReplayNotificationsDeadLetterQueue376A1D1B",
      "Forwarding/ForwardingPipelinedatadogReplayNotificationsQueue01CA9C79",
      "Forwarding/ForwardingPipelinedatadogReplayFunctionLogGroup3E793537",
      "Monitoring/NotificationsAlarmspage519FA649",
      "Monitoring/NotificationsAlarmsticket2E01038F",
      "Monitoring/Notificationspage5FB47847",
      "Monitoring/Notificationsticket49AE2824",
      "Monitoring/NotificationsNotifierFunctionLogGroup0038C8E6",
    ]
  `);
});

test("every stateful resource of staging, in topology direct, keeps its logical id", () => {
  const ids = statefulIds(synthesize("staging")).filter((id) => id.startsWith("Forwarding/"));
  expect(ids).toMatchInlineSnapshot(`
    [
      "Forwarding/ForwardingKey6498348C",
      "Forwarding/ForwardingSentryDsnSecret3F77797F",
      "Forwarding/ForwardingDatadogApiKeySecret47242AA0",
      "Forwarding/ForwardingRedactionKeySecret21BC92D7",
      "Forwarding/ForwardingOnFailureQueue3586A46B",
      "Forwarding/ForwardingParkingServerAccessLogs77F6BEC8",
      "Forwarding/ForwardingParkingBucketE185DB44",
      "Forwarding/ForwardingFunctionLogGroup5B23C6D2",
      "Forwarding/ForwardingReplayNotificationsDeadLetterQueue7A29DA8B",
      "Forwarding/ForwardingReplayNotificationsQueue6BA099AD",
      "Forwarding/ForwardingReplayFunctionLogGroup50D9C3BE",
    ]
  `);
});

function statefulIds(synthesized: Synthesized): string[] {
  return resources(synthesized)
    .filter(({ Type }) => STATEFUL.includes(Type))
    .map(({ id }) => id);
}
