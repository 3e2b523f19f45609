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
      "Search/NetworkFlowLogGroup4F8CEEEF",
      "Search/NetworkProviderLogGroup54C51E00",
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
      "Forwarding/ForwardingEventsStreamperformance9EE3BF8F",
      "Forwarding/ForwardingEventsStreamaudit5B1E9BAE",
      "Forwarding/ForwardingEventsStreamsecurity9118F537",
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
      "Archive/Key961B73FD",
      "Archive/SigningKeyEEFC2790",
      "Archive/ArchiveServerAccessLogs1C846E4C",
      "Archive/ArchiveBucket49F1AC64",
      "Archive/ArchiverRetryDeadLetterQueue905613CA",
      "Archive/ArchiverRetryQueueA010C16E",
      "Archive/ArchiverFunctionLogGroupDFA54580",
      "Archive/ManifestsFunctionLogGroup9D4EC2BB",
      "Monitoring/NotificationsAlarmspage519FA649",
      "Monitoring/NotificationsAlarmsticket2E01038F",
      "Monitoring/Notificationspage5FB47847",
      "Monitoring/Notificationsticket49AE2824",
      "Monitoring/NotificationsUndelivered3C0CB601",
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

test("every stateful resource of production with a fixed name keeps its name", () => {
  expect(fixedNames(synthesize("production"))).toMatchInlineSnapshot(`
    [
      "Storage/FindingsLogGroupCFF83822: /inventorysync-findings/production",
      "Storage/LogGroupsapplication3FFB5FB4: /inventorysync/production/application",
      "Storage/LogGroupsperformance95D80847: /inventorysync/production/performance",
      "Storage/LogGroupsaudit6BAA6962: /inventorysync/production/audit",
      "Storage/LogGroupssecurityFCF48DCE: /inventorysync/production/security",
      "Storage/TrailBucket6C1E344E: {"Fn::Join":["",["inventorysync-production-trail-",{"Ref":"AWS::AccountId"}]]}",
      "Storage/Trail8987F129: inventorysync-production-trail",
      "Search/NetworkFlowLogGroup4F8CEEEF: /inventorysync-search/production/network",
      "Search/NetworkProviderLogGroup54C51E00: /inventorysync-search/production/default-security-group",
      "Search/ContentFunctionLogGroup92E74EE0: /inventorysync-functions/production/search-content",
      "Search/SearchLogsAudit90DE6221: /inventorysync-search/production/audit",
      "Search/SearchLogsApplicationC42EACA6: /inventorysync-search/production/application",
      "Search/SearchLogsSlowSearch9AB19E99: /inventorysync-search/production/slow-search",
      "Search/SearchLogsSlowIndexing0E33D9FF: /inventorysync-search/production/slow-indexing",
      "Search/SearchDomain62FD613E: invsync-production",
      "Forwarding/ForwardingSentryDsnSecret3F77797F: inventorysync/production/sentry-dsn",
      "Forwarding/ForwardingDatadogApiKeySecret47242AA0: inventorysync/production/datadog-api-key",
      "Forwarding/ForwardingRedactionKeySecret21BC92D7: inventorysync/production/redaction-key",
      "Forwarding/ForwardingParkingBucketE185DB44: {"Fn::Join":["",["inventorysync-production-parking-",{"Ref":"AWS::AccountId"}]]}",
      "Forwarding/ForwardingPipelineopensearchFunctionLogGroup29F7A380: /inventorysync-functions/production/forwarder-opensearch",
      "Forwarding/ForwardingPipelineopensearchReplayFunctionLogGroupC131455D: /inventorysync-functions/production/replay-opensearch",
      "Forwarding/ForwardingPipelinesentryFunctionLogGroup9531BFD7: /inventorysync-functions/production/forwarder-sentry",
      "Forwarding/ForwardingPipelinesentryReplayFunctionLogGroup020C3CDF: /inventorysync-functions/production/replay-sentry",
      "Forwarding/ForwardingPipelinedatadogFunctionLogGroupDABAFCC8: /inventorysync-functions/production/forwarder-datadog",
      "Forwarding/ForwardingPipelinedatadogReplayFunctionLogGroup3E793537: /inventorysync-functions/production/replay-datadog",
      "Archive/ArchiveBucket49F1AC64: {"Fn::Join":["",["inventorysync-production-archive-",{"Ref":"AWS::AccountId"}]]}",
      "Archive/ArchiverFunctionLogGroupDFA54580: /inventorysync-functions/production/archiver",
      "Archive/ManifestsFunctionLogGroup9D4EC2BB: /inventorysync-functions/production/archive-manifest",
      "Monitoring/NotificationsAlarmspage519FA649: inventorysync-production-alarms-page",
      "Monitoring/NotificationsAlarmsticket2E01038F: inventorysync-production-alarms-ticket",
      "Monitoring/Notificationspage5FB47847: inventorysync-production-notifications-page",
      "Monitoring/Notificationsticket49AE2824: inventorysync-production-notifications-ticket",
      "Monitoring/NotificationsUndelivered3C0CB601: inventorysync-production-undelivered-notifications",
      "Monitoring/NotificationsNotifierFunctionLogGroup0038C8E6: /inventorysync-functions/production/notifier",
    ]
  `);
});

/** The property with the name of a resource. CloudFormation generates the names of the other types. */
const NAME_PROPERTIES: Readonly<Record<string, string>> = {
  "AWS::CloudTrail::Trail": "TrailName",
  "AWS::Kinesis::Stream": "Name",
  "AWS::Logs::LogGroup": "LogGroupName",
  "AWS::OpenSearchService::Domain": "DomainName",
  "AWS::S3::Bucket": "BucketName",
  "AWS::SecretsManager::Secret": "Name",
  "AWS::SNS::Topic": "TopicName",
  "AWS::SQS::Queue": "QueueName",
};

function fixedNames(synthesized: Synthesized): string[] {
  return resources(synthesized).flatMap(({ id, Type, Properties }) => {
    const property = NAME_PROPERTIES[Type];
    const name = property === undefined ? undefined : Properties?.[property];
    return name === undefined ? [] : [`${id}: ${formatName(name)}`];
  });
}

function formatName(name: unknown): string {
  return typeof name === "string" ? name : JSON.stringify(name);
}

function statefulIds(synthesized: Synthesized): string[] {
  return resources(synthesized)
    .filter(({ Type }) => STATEFUL.includes(Type))
    .map(({ id }) => id);
}
