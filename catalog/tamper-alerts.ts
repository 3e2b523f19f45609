/**
 * How an API call identifies a resource. `…NameOrArn`: callers may pass either, and CloudTrail records what they passed.
 */
export type ResourceIdentifier =
  | "logGroupName"
  | "logGroupNameOrArn"
  | "keyArn"
  | "trailNameOrArn"
  | "bucketName"
  | "functionNameOrArn"
  | "functionArn"
  | "queueUrl"
  | "streamNameOrArn"
  | "archiveFunctionNameOrArn"
  | "archiveFunctionArn"
  | "archiveQueueUrl"
  | "deliveryStreamName"
  | "secretNameOrArn"
  | "alarmName"
  | "topicArn"
  | "subscriptionArn"
  | "ruleName"
  | "domainName"
  | "roleName"
  | "stackNameOrArn"
  | "bastionInstanceId"
  | "tunnelDocumentNameOrArn"
  | "otherDocument";

/** A matcher of an EventBridge event pattern, of those that the rules use. */
export type Matcher =
  | string
  | boolean
  | { readonly prefix: string }
  | { readonly wildcard: string }
  | { readonly numeric: readonly ["<", number] }
  | { readonly exists: boolean }
  | { readonly "anything-but": readonly string[] };

/** API calls of one service, as CloudTrail records them. All paths are below `detail` of the event. */
export interface TamperingCall {
  /** The event source without `.amazonaws.com`. */
  readonly service:
    | "cloudformation"
    | "cloudtrail"
    | "es"
    | "events"
    | "firehose"
    | "iam"
    | "kinesis"
    | "kms"
    | "lambda"
    | "logs"
    | "monitoring"
    | "s3"
    | "secretsmanager"
    | "sns"
    | "sqs"
    | "ssm";
  /** The event names, which differ from the API's names for some calls of Amazon S3 and AWS Lambda. */
  readonly events: readonly string[];
  /** Where the event has the resource. The call matches if one of these paths identifies a resource of the environment. */
  readonly resource: Readonly<Record<string, ResourceIdentifier>>;
  /** What the event must also identify, by path. */
  readonly also?: Readonly<Record<string, ResourceIdentifier>>;
  /** What must also be true of the event, by path. */
  readonly where?: Readonly<Record<string, readonly Matcher[]>>;
  /** `belowConfigured`: only a retention below the one that the log group has in the deployment. */
  readonly retention?: "belowConfigured";
  /** Whether CloudTrail records the call as a read-only management event, which rules receive only on request. */
  readonly readOnly?: true;
}

/** API calls that weaken or stop logging. The runbook article is the heading of the same name in docs/runbook.md. */
export interface TamperAlert {
  readonly id: string;
  /** What happened, for the recipient. */
  readonly description: string;
  readonly calls: readonly TamperingCall[];
}

const LOG_GROUP_NAME = { "requestParameters.logGroupName": "logGroupName" } as const;
/** These APIs have the parameter `logGroupIdentifier` instead of `logGroupName`. */
const LOG_GROUP_IDENTIFIER = { "requestParameters.logGroupIdentifier": "logGroupNameOrArn" } as const;

/**
 * Names and parameters are from the API Reference of each service. CloudTrail writes the first letter of a parameter in
 * lower case. Deviating event names: Amazon S3 User Guide, "Amazon S3 CloudTrail events"; AWS Lambda Developer Guide,
 * "Logging AWS Lambda API calls using AWS CloudTrail" (the event name includes the version of the API).
 */
export const TAMPER_ALERTS = [
  {
    id: "log-group-deleted",
    description:
      "a log group or log stream was deleted, or the deletion protection of a log group turned off",
    calls: [
      { service: "logs", events: ["DeleteLogGroup", "DeleteLogStream"], resource: LOG_GROUP_NAME },
      {
        service: "logs",
        events: ["PutLogGroupDeletionProtection"],
        resource: LOG_GROUP_IDENTIFIER,
        where: { "requestParameters.deletionProtectionEnabled": [false] },
      },
    ],
  },
  {
    id: "retention-shortened",
    description: "the retention of a log group was shortened, or its retention policy removed",
    calls: [
      {
        service: "logs",
        events: ["PutRetentionPolicy"],
        resource: LOG_GROUP_NAME,
        retention: "belowConfigured",
      },
      { service: "logs", events: ["DeleteRetentionPolicy"], resource: LOG_GROUP_NAME },
    ],
  },
  {
    id: "subscription-changed",
    description: "a subscription filter of a log group was added, replaced or deleted",
    calls: [
      {
        service: "logs",
        events: ["PutSubscriptionFilter", "DeleteSubscriptionFilter"],
        resource: LOG_GROUP_NAME,
      },
    ],
  },
  {
    id: "masking-changed",
    description: "the data protection policy of a log group was replaced or deleted",
    calls: [
      {
        service: "logs",
        events: ["PutDataProtectionPolicy", "DeleteDataProtectionPolicy"],
        resource: LOG_GROUP_IDENTIFIER,
      },
    ],
  },
  {
    id: "unmask-used",
    description: "a person or program read the original of masked log lines",
    calls: [
      {
        service: "logs",
        events: ["GetLogEvents", "FilterLogEvents"],
        resource: { ...LOG_GROUP_NAME, ...LOG_GROUP_IDENTIFIER },
        where: { "requestParameters.unmask": [true] },
        readOnly: true,
      },
      {
        service: "logs",
        events: ["StartQuery"],
        resource: {
          ...LOG_GROUP_NAME,
          "requestParameters.logGroupNames": "logGroupName",
          "requestParameters.logGroupIdentifiers": "logGroupNameOrArn",
        },
        where: { "requestParameters.queryString": [{ wildcard: "*unmask(*" }] },
        readOnly: true,
      },
    ],
  },
  {
    id: "encryption-changed",
    description: "a log group was disassociated from its KMS key, or associated with another key",
    calls: [
      {
        service: "logs",
        events: ["AssociateKmsKey", "DisassociateKmsKey"],
        resource: { ...LOG_GROUP_NAME, "requestParameters.resourceIdentifier": "logGroupNameOrArn" },
      },
    ],
  },
  {
    id: "key-changed",
    description: "a KMS key was disabled or scheduled for deletion, or its policy or rotation changed",
    calls: [
      {
        service: "kms",
        events: ["DisableKey", "ScheduleKeyDeletion", "PutKeyPolicy", "DisableKeyRotation"],
        resource: { "resources.ARN": "keyArn" },
      },
    ],
  },
  {
    id: "trail-changed",
    description: "the CloudTrail trail was stopped, deleted or reconfigured",
    calls: [
      {
        service: "cloudtrail",
        events: ["StopLogging", "DeleteTrail", "UpdateTrail"],
        resource: { "requestParameters.name": "trailNameOrArn" },
      },
      {
        service: "cloudtrail",
        events: ["PutEventSelectors"],
        resource: { "requestParameters.trailName": "trailNameOrArn" },
      },
    ],
  },
  {
    id: "bucket-changed",
    description: "a bucket with logs lost protection: its policy or another security setting was changed",
    calls: [
      {
        service: "s3",
        events: [
          "DeleteBucket",
          "PutBucketPolicy",
          "DeleteBucketPolicy",
          "PutBucketAcl",
          "PutBucketEncryption",
          "DeleteBucketEncryption",
          "PutBucketVersioning",
          "PutBucketLifecycle",
          "DeleteBucketLifecycle",
          "PutBucketLogging",
          "PutBucketNotification",
          "PutBucketObjectLockConfiguration",
          "PutBucketPublicAccessBlock",
          "DeleteBucketPublicAccessBlock",
        ],
        resource: { "requestParameters.bucketName": "bucketName" },
      },
    ],
  },
  {
    id: "delivery-stopped",
    description:
      "a function, queue, Kinesis data stream or secret of the forwarding was disabled, changed or deleted",
    calls: [
      {
        service: "lambda",
        events: [
          "DeleteFunction20150331",
          "UpdateFunctionCode20150331v2",
          "UpdateFunctionConfiguration20150331v2",
        ],
        resource: { "requestParameters.functionName": "functionNameOrArn" },
      },
      {
        service: "lambda",
        events: ["PutFunctionConcurrency20171031"],
        resource: { "requestParameters.functionName": "functionNameOrArn" },
        where: { "requestParameters.reservedConcurrentExecutions": [{ numeric: ["<", 1] }] },
      },
      {
        service: "lambda",
        events: ["DeleteEventSourceMapping20150331"],
        // The request has only the id of the mapping.
        resource: { "responseElements.functionArn": "functionArn" },
      },
      {
        service: "lambda",
        events: ["UpdateEventSourceMapping20150331"],
        resource: { "responseElements.functionArn": "functionArn" },
        where: { "requestParameters.enabled": [false] },
      },
      {
        service: "sqs",
        events: ["DeleteQueue", "PurgeQueue", "SetQueueAttributes"],
        resource: { "requestParameters.queueUrl": "queueUrl" },
      },
      {
        service: "kinesis",
        events: ["DeleteStream", "DecreaseStreamRetentionPeriod", "StopStreamEncryption"],
        resource: {
          "requestParameters.streamName": "streamNameOrArn",
          "requestParameters.streamARN": "streamNameOrArn",
        },
      },
      {
        service: "secretsmanager",
        events: ["DeleteSecret", "PutResourcePolicy"],
        resource: { "requestParameters.secretId": "secretNameOrArn" },
      },
    ],
  },
  {
    id: "archive-stopped",
    description: "a function, queue or Firehose stream of the audit archive was disabled, changed or deleted",
    calls: [
      {
        service: "firehose",
        events: ["DeleteDeliveryStream", "UpdateDestination", "StopDeliveryStreamEncryption"],
        resource: { "requestParameters.deliveryStreamName": "deliveryStreamName" },
      },
      {
        service: "lambda",
        events: [
          "DeleteFunction20150331",
          "UpdateFunctionCode20150331v2",
          "UpdateFunctionConfiguration20150331v2",
        ],
        resource: { "requestParameters.functionName": "archiveFunctionNameOrArn" },
      },
      {
        service: "lambda",
        events: ["PutFunctionConcurrency20171031"],
        resource: { "requestParameters.functionName": "archiveFunctionNameOrArn" },
        where: { "requestParameters.reservedConcurrentExecutions": [{ numeric: ["<", 1] }] },
      },
      {
        service: "lambda",
        events: ["DeleteEventSourceMapping20150331"],
        resource: { "responseElements.functionArn": "archiveFunctionArn" },
      },
      {
        service: "sqs",
        events: ["DeleteQueue", "PurgeQueue", "SetQueueAttributes"],
        resource: { "requestParameters.queueUrl": "archiveQueueUrl" },
      },
    ],
  },
  {
    id: "alarm-changed",
    description: "an alarm was deleted, disabled or replaced, or the metric filter of an alarm was changed",
    calls: [
      {
        service: "monitoring",
        events: ["DeleteAlarms", "DisableAlarmActions"],
        resource: { "requestParameters.alarmNames": "alarmName" },
      },
      {
        service: "monitoring",
        events: ["PutMetricAlarm", "PutLogAlarm", "PutCompositeAlarm", "SetAlarmState"],
        resource: { "requestParameters.alarmName": "alarmName" },
      },
      { service: "logs", events: ["PutMetricFilter", "DeleteMetricFilter"], resource: LOG_GROUP_NAME },
    ],
  },
  {
    id: "notification-changed",
    description:
      "a topic or subscription that notifies people was changed, or a rule of these alerts disabled",
    calls: [
      {
        service: "sns",
        events: ["DeleteTopic", "SetTopicAttributes", "AddPermission", "RemovePermission", "Subscribe"],
        resource: { "requestParameters.topicArn": "topicArn" },
      },
      {
        service: "sns",
        events: ["Unsubscribe", "SetSubscriptionAttributes"],
        resource: { "requestParameters.subscriptionArn": "subscriptionArn" },
      },
      {
        service: "events",
        events: ["DisableRule", "DeleteRule", "PutRule"],
        resource: { "requestParameters.name": "ruleName" },
      },
      {
        service: "events",
        events: ["RemoveTargets", "PutTargets"],
        resource: { "requestParameters.rule": "ruleName" },
      },
    ],
  },
  {
    id: "domain-changed",
    description:
      "the search domain was deleted, or its configuration changed: who may access it, and what it logs",
    calls: [
      {
        service: "es",
        // Both versions of the configuration API work for every domain.
        events: [
          "DeleteDomain",
          "DeleteElasticsearchDomain",
          "UpdateDomainConfig",
          "UpdateElasticsearchDomainConfig",
        ],
        resource: { "requestParameters.domainName": "domainName" },
      },
    ],
  },
  {
    id: "bastion-entered",
    description:
      "somebody started a session on the bastion that is no tunnel to the domain, sent a command to it, or changed the " +
      "document of the tunnel",
    calls: [
      {
        service: "ssm",
        events: ["StartSession"],
        resource: { "requestParameters.target": "bastionInstanceId" },
        also: { "requestParameters.documentName": "otherDocument" },
      },
      {
        service: "ssm",
        events: ["SendCommand"],
        resource: { "requestParameters.instanceIds": "bastionInstanceId" },
      },
      {
        service: "ssm",
        events: ["UpdateDocument", "UpdateDocumentDefaultVersion", "DeleteDocument"],
        resource: { "requestParameters.name": "tunnelDocumentNameOrArn" },
      },
    ],
  },
  {
    id: "role-changed",
    description: "the trust policy or the permissions of a role of the platform were changed",
    calls: [
      {
        service: "iam",
        events: [
          "UpdateAssumeRolePolicy",
          "PutRolePolicy",
          "DeleteRolePolicy",
          "AttachRolePolicy",
          "DetachRolePolicy",
          "PutRolePermissionsBoundary",
          "DeleteRolePermissionsBoundary",
          "DeleteRole",
        ],
        resource: { "requestParameters.roleName": "roleName" },
      },
    ],
  },
  {
    id: "stack-deleted",
    description: "the deletion of a stack was started, or its termination protection changed",
    calls: [
      {
        service: "cloudformation",
        events: ["DeleteStack", "UpdateTerminationProtection"],
        resource: { "requestParameters.stackName": "stackNameOrArn" },
      },
    ],
  },
] as const satisfies readonly TamperAlert[];

export type TamperAlertId = (typeof TAMPER_ALERTS)[number]["id"];
