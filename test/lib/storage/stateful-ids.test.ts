import { resources, synthesize, type Synthesized } from "../../fixtures/stacks";

/** What holds data: CloudFormation replaces such a resource, and loses what it holds, when its logical id changes. */
const STATEFUL = [
  "AWS::Kinesis::Stream",
  "AWS::KMS::Key",
  "AWS::Logs::LogGroup",
  "AWS::OpenSearchService::Domain",
  "AWS::S3::Bucket",
  "AWS::SecretsManager::Secret",
  "AWS::SNS::Topic",
  "AWS::SQS::Queue",
];

test("whatever holds data in production keeps its logical id", () => {
  expect(statefulIds(synthesize("production"))).toMatchInlineSnapshot(`
   [
     "Storage/EncryptionKey514CDF8F",
     "Storage/FindingsLogGroupCFF83822",
     "Storage/LogGroupsapplication3FFB5FB4",
     "Storage/LogGroupsperformance95D80847",
     "Storage/LogGroupsaudit6BAA6962",
     "Storage/LogGroupssecurityFCF48DCE",
     "Search/ContentFunctionLogGroup92E74EE0",
     "Search/SearchLogsAudit90DE6221",
     "Search/SearchLogsApplicationC42EACA6",
     "Search/SearchLogsSlowSearch9AB19E99",
     "Search/SearchLogsSlowIndexing0E33D9FF",
     "Search/SearchDomain62FD613E",
     "Forwarding/ForwarderKey2C6F3DD4",
     "Forwarding/ForwarderSentryDsnSecretE0B2F620",
     "Forwarding/ForwarderDatadogApiKeySecret266C9C04",
     "Forwarding/ForwarderRedactionKeySecretF801883C",
     "Forwarding/ForwarderUndeliveredQueueFC16F307",
     "Forwarding/ForwarderParkingAccessLog4C9B7335",
     "Forwarding/ForwarderParkingBucketA660032F",
     "Forwarding/ForwarderEventsStream0B11D48E",
     "Forwarding/ForwarderLaneopensearchFunctionLogGroupBA83A930",
     "Forwarding/ForwarderLaneopensearchReplayAnnouncedDeadLettersAFBBE92E",
     "Forwarding/ForwarderLaneopensearchReplayAnnouncedQueueA9F79488",
     "Forwarding/ForwarderLaneopensearchReplayFunctionLogGroup49DD1547",
     "Forwarding/ForwarderLanesentryFunctionLogGroup89D91E0A",
     "Forwarding/ForwarderLanesentryReplayAnnouncedDeadLetters3199CE1A",
     "Forwarding/ForwarderLanesentryReplayAnnouncedQueue8805D044",
     "Forwarding/ForwarderLanesentryReplayFunctionLogGroupCC9831A1",
     "Forwarding/ForwarderLanedatadogFunctionLogGroupD670F828",
     "Forwarding/ForwarderLanedatadogReplayAnnouncedDeadLetters7565335E",
     "Forwarding/ForwarderLanedatadogReplayAnnouncedQueue0F6A16A5",
     "Forwarding/ForwarderLanedatadogReplayFunctionLogGroup85FE2A59",
     "Monitoring/AlarmTopicC2164170",
   ]
  `);
});

test("whatever holds data in staging, whose topology is direct, keeps its logical id", () => {
  const ids = statefulIds(synthesize("staging")).filter((id) => id.startsWith("Forwarding/"));
  expect(ids).toMatchInlineSnapshot(`
   [
     "Forwarding/ForwarderKey2C6F3DD4",
     "Forwarding/ForwarderSentryDsnSecretE0B2F620",
     "Forwarding/ForwarderDatadogApiKeySecret266C9C04",
     "Forwarding/ForwarderRedactionKeySecretF801883C",
     "Forwarding/ForwarderUndeliveredQueueFC16F307",
     "Forwarding/ForwarderParkingAccessLog4C9B7335",
     "Forwarding/ForwarderParkingBucketA660032F",
     "Forwarding/ForwarderFunctionLogGroup1CDB661B",
     "Forwarding/ForwarderReplayAnnouncedDeadLettersC21D78F5",
     "Forwarding/ForwarderReplayAnnouncedQueueD59EEC97",
     "Forwarding/ForwarderReplayFunctionLogGroup310CB124",
   ]
  `);
});

function statefulIds(synthesized: Synthesized): string[] {
  return resources(synthesized)
    .filter(({ Type }) => STATEFUL.includes(Type))
    .map(({ id }) => id);
}
