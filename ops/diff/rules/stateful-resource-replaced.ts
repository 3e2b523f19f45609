import { ResourceImpact } from "@aws-cdk/cloudformation-diff";
import type { ChangedResource } from "../change";
import { inResources, type Rule } from "./rule";

/** The resources that contain data, or without which data cannot be read. */
const STATEFUL: ReadonlySet<string> = new Set([
  "AWS::Logs::LogGroup",
  "AWS::OpenSearchService::Domain",
  "AWS::KMS::Key",
  "AWS::KMS::ReplicaKey",
  "AWS::S3::Bucket",
  "AWS::Kinesis::Stream",
  "AWS::KinesisFirehose::DeliveryStream",
  "AWS::SQS::Queue",
  "AWS::SecretsManager::Secret",
  "AWS::CloudTrail::Trail",
  "AWS::DynamoDB::Table",
  "AWS::EFS::FileSystem",
]);

const EFFECTS: Partial<Readonly<Record<ResourceImpact, string>>> = {
  [ResourceImpact.WILL_REPLACE]: "replaced by a new one",
  [ResourceImpact.MAY_REPLACE]: "possibly replaced by a new one",
  [ResourceImpact.WILL_DESTROY]: "deleted",
  [ResourceImpact.WILL_ORPHAN]: "removed from the stack and left in the account",
};

/** CloudFormation replaces or removes what contains data. */
export const statefulResourceReplaced: Rule = {
  id: "stateful-resource-replaced",
  description:
    "A log group, search domain, key, bucket, stream, queue, secret or trail is replaced or removed: block. A changed construct id or name has this effect, too.",
  why: "the new resource is empty: logs, parked events, secrets or the key of existing data are deleted, or remain where nothing reads them",
  remedy:
    "restore the id and the name of the construct, or approve the change after copying the data that is still needed",
  find: inResources((resource) => {
    const effect = effectOf(resource);
    if (effect === undefined) return [];
    const causes = Object.entries(resource.difference.propertyUpdates)
      .filter(([, { changeImpact }]) => changeImpact !== undefined && changeImpact in EFFECTS)
      .map(([name]) => name);
    return [
      {
        grade: "block",
        what: causes.length === 0 ? "the resource" : causes.join(", "),
        from: "exists",
        to: effect,
        properties: causes,
      },
    ];
  }),
};

function effectOf({ type, before, difference }: ChangedResource): string | undefined {
  if (!before || !STATEFUL.has(difference.oldResourceType ?? type)) return undefined;
  return EFFECTS[difference.changeImpact];
}
