import { formatValue, isEqual, valueAt } from "../values";
import { inResources, type Rule } from "./rule";

/** The settings of each type that encrypt its data or its traffic. */
const ENCRYPTION: Readonly<Record<string, readonly string[]>> = {
  "AWS::Logs::LogGroup": ["KmsKeyId"],
  "AWS::S3::Bucket": ["BucketEncryption"],
  "AWS::SNS::Topic": ["KmsMasterKeyId"],
  "AWS::SQS::Queue": ["KmsMasterKeyId", "SqsManagedSseEnabled"],
  "AWS::Kinesis::Stream": ["StreamEncryption"],
  "AWS::KinesisFirehose::DeliveryStream": ["DeliveryStreamEncryptionConfigurationInput"],
  "AWS::SecretsManager::Secret": ["KmsKeyId"],
  "AWS::CloudTrail::Trail": ["KMSKeyId"],
  "AWS::Lambda::Function": ["KmsKeyArn"],
  "AWS::Lambda::EventSourceMapping": ["KmsKeyArn"],
  "AWS::OpenSearchService::Domain": [
    "EncryptionAtRestOptions.Enabled",
    "EncryptionAtRestOptions.KmsKeyId",
    "NodeToNodeEncryptionOptions.Enabled",
    "DomainEndpointOptions.EnforceHTTPS",
    "DomainEndpointOptions.TLSSecurityPolicy",
  ],
  "AWS::KMS::Key": [
    "Enabled",
    "EnableKeyRotation",
    "RotationPeriodInDays",
    "KeySpec",
    "KeyUsage",
    "Origin",
    "MultiRegion",
  ],
  "AWS::KMS::Alias": ["TargetKeyId"],
};

/** Data is encrypted with another key, in another way, or not any more. */
export const encryptionWeakened: Rule = {
  id: "encryption-weakened",
  description:
    "Encryption, a key or its rotation was removed or changed: block. Encryption that is only added is a note.",
  why: "data may be stored or sent in plain text, or with a key that others control; data under the old key may become unreadable",
  remedy:
    "restore the setting, or approve the change after checking who may use the new key and what still needs the old one",
  find: inResources(({ type, before, after }) => {
    if (!before || !after) return [];
    return (ENCRYPTION[type] ?? []).flatMap((path) => {
      const [from, to] = [valueAt(before, path), valueAt(after, path)];
      if (isEqual(from, to) || (isUnencrypted(from) && !isDisabled(path, to))) return [];
      return [{ grade: "block", what: path, from: formatValue(from), to: formatValue(to) }];
    });
  }),
};

function isUnencrypted(value: unknown): boolean {
  return value === undefined || value === false || value === "false";
}

/** A key is enabled unless the property states otherwise. */
function isDisabled(path: string, value: unknown): boolean {
  return path === "Enabled" && [false, "false"].includes(value as string);
}
