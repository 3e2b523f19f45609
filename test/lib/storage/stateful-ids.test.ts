import { resources, synthesize } from "../../fixtures/stacks";

/** What holds data: CloudFormation replaces such a resource, and loses what it holds, when its logical id changes. */
const STATEFUL = [
  "AWS::KMS::Key",
  "AWS::Logs::LogGroup",
  "AWS::OpenSearchService::Domain",
  "AWS::SecretsManager::Secret",
  "AWS::SNS::Topic",
  "AWS::SQS::Queue",
];

test("whatever holds data in production keeps its logical id", () => {
  const ids = resources(synthesize("production"))
    .filter(({ Type }) => STATEFUL.includes(Type))
    .map(({ id }) => id);
  expect(ids).toMatchInlineSnapshot(`
   [
     "Storage/EncryptionKey514CDF8F",
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
     "Forwarding/ForwarderUndeliveredQueueFC16F307",
     "Forwarding/ForwarderFunctionLogGroup1CDB661B",
     "Monitoring/AlarmTopicC2164170",
   ]
  `);
});
