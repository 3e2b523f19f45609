import { ArnFormat, Stack } from "aws-cdk-lib";
import type * as kms from "aws-cdk-lib/aws-kms";
import type * as s3 from "aws-cdk-lib/aws-s3";
import type { Construct } from "constructs";
import {
  findingsLogGroupName,
  logGroupNamePrefixes,
  type Matcher,
  type ResourceIdentifier,
  resourceNamePrefix,
  searchDomainName,
  secretName,
  stackName,
  type SecretName,
  trailName,
} from "../../catalog";
import type { EnvironmentConfig } from "../../config";
import type { WatchedArchive } from "../archive/watched-archive";
import type { WatchedForwarding } from "../forwarding/watched-forwarding";

export interface TamperedResourcesProps {
  readonly config: EnvironmentConfig;
  /** The KMS keys of the environment. */
  readonly keys: readonly kms.IKey[];
  /** The buckets whose names CloudFormation generated. */
  readonly buckets: readonly s3.IBucket[];
  /** Absent where the environment has no sink. */
  readonly forwarding?: WatchedForwarding | undefined;
  /** Absent where the environment has no audit archive. */
  readonly archive?: WatchedArchive | undefined;
}

/** Matchers for the resources of an environment, by how API calls identify them; none if it has no such resource. */
export type ResourceMatchers = Readonly<Record<ResourceIdentifier, readonly Matcher[]>>;

/** The matchers of the bastion, whose stack has the rules for it. */
export type BastionMatchers = Pick<
  ResourceMatchers,
  "bastionInstanceId" | "tunnelDocumentNameOrArn" | "otherDocument"
>;

/**
 * How an event pattern recognizes the resources of an environment. Where names are fixed, a prefix covers all resources
 * of a kind; names that CloudFormation generates are listed.
 */
export function resourceMatchers(
  scope: Construct,
  { config, keys, buckets, forwarding, archive }: TamperedResourcesProps,
): Omit<ResourceMatchers, keyof BastionMatchers> {
  const stack = Stack.of(scope);
  const { environment } = config;
  const prefix = resourceNamePrefix(environment);
  const arn = (service: string, resource: string, resourceName: string, arnFormat?: ArnFormat) =>
    stack.formatArn({ service, resource, resourceName, ...(arnFormat && { arnFormat }) });

  const logGroupName: readonly Matcher[] = [
    ...logGroupNamePrefixes(environment).map(startsWith),
    findingsLogGroupName(environment),
  ];
  const logGroupArn = (name: string) => arn("logs", "log-group", name, ArnFormat.COLON_RESOURCE_NAME);
  const findingsArn = logGroupArn(findingsLogGroupName(environment));
  const functions = forwarding ? [...forwarding.forwarderFunctions, ...forwarding.replayFunctions] : [];
  const queues = forwarding
    ? [...forwarding.replayQueues, ...forwarding.deadLetterQueues, forwarding.onFailureQueue]
    : [];
  const archiveFunctions = archive?.functions ?? [];
  // CloudFormation generates a name that begins with that of the stack. Source: AWS CloudFormation Template Reference,
  // "Name type".
  const streamPrefix = `${stackName(environment, "Forwarding")}-`;
  const topicArn = stack.formatArn({ service: "sns", resource: prefix });
  const trail = trailName(environment);
  const secrets = secretName(environment, "" as SecretName);

  return {
    logGroupName,
    logGroupNameOrArn: [
      ...logGroupName,
      ...logGroupNamePrefixes(environment).map((name) => startsWith(logGroupArn(name))),
      findingsArn,
      `${findingsArn}:*`,
    ],
    keyArn: keys.map(({ keyArn }) => keyArn),
    // The name of an existing trail is unknown, and without it there are no tamper alerts.
    trailNameOrArn:
      config.audit.trail === "create" ? [trail, arn("cloudtrail", "trail", trail)] : [{ exists: true }],
    bucketName: [startsWith(prefix), ...buckets.map(({ bucketName }) => bucketName)],
    functionNameOrArn: functions.flatMap(({ functionName, functionArn }) => [functionName, functionArn]),
    functionArn: functions.map(({ functionArn }) => functionArn),
    queueUrl: queues.map(({ queueUrl }) => queueUrl),
    streamNameOrArn: forwarding?.readsKinesis
      ? [startsWith(streamPrefix), startsWith(arn("kinesis", "stream", streamPrefix))]
      : [],
    archiveFunctionNameOrArn: archiveFunctions.flatMap(({ functionName, functionArn }) => [
      functionName,
      functionArn,
    ]),
    archiveFunctionArn: archiveFunctions.map(({ functionArn }) => functionArn),
    archiveQueueUrl: archive ? [archive.retryQueue.queueUrl, archive.deadLetterQueue.queueUrl] : [],
    deliveryStreamName: archive?.streamNames ?? [],
    secretNameOrArn: forwarding
      ? [
          startsWith(secrets),
          startsWith(arn("secretsmanager", "secret", secrets, ArnFormat.COLON_RESOURCE_NAME)),
        ]
      : [],
    alarmName: [startsWith(prefix)],
    topicArn: [startsWith(topicArn)],
    subscriptionArn: [startsWith(topicArn)],
    ruleName: [startsWith(prefix)],
    domainName: config.search.kind === "domain" ? [searchDomainName(environment)] : [],
    // IAM is a global service, whose events EventBridge has in one region only. Source: Amazon EventBridge User Guide,
    // "AWS service events delivered via AWS CloudTrail".
    roleName: stack.region === GLOBAL_EVENTS_REGION ? [startsWith(prefix)] : [],
    stackNameOrArn: [startsWith(prefix), startsWith(arn("cloudformation", "stack", prefix))],
  };
}

/** The region whose event bus receives the events of global services, in the partition `aws`. */
const GLOBAL_EVENTS_REGION = "us-east-1";

function startsWith(prefix: string): Matcher {
  return { prefix };
}
