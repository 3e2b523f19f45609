import { readFileSync } from "node:fs";
import { join } from "node:path";
import { loadEnvironment } from "../../config";
import { type Finding, OWN_RULES } from "../../lib/compliance";
import { environmentFindings } from "../../lib/environment-findings";
import { code, table } from "./markdown";

/**
 * The findings of each rule in production on 2026-11-27, acknowledged or not, before the packs other than AwsSolutions
 * were checked. The rules of AwsSolutions were already free of open findings.
 */
const FINDINGS_BEFORE: Readonly<Record<string, number>> = {
  "AwsSolutions-IAM5": 54,
  "AwsSolutions-OS1": 1,
  "AwsSolutions-OS3": 1,
  "AwsSolutions-SMG4": 3,
  "AwsSolutions-SQS3": 1,
  "AwsSolutions-KDS3": 1,
  "NIST.800.53.R5-S3BucketReplicationEnabled": 4,
  "NIST.800.53.R5-S3BucketVersioningEnabled": 3,
  "NIST.800.53.R5-S3DefaultEncryptionKMS": 2,
  "NIST.800.53.R5-CloudTrailCloudWatchLogsEnabled": 1,
  "NIST.800.53.R5-IAMNoInlinePolicy": 12,
  "NIST.800.53.R5-LambdaConcurrency": 5,
  "NIST.800.53.R5-LambdaDLQ": 8,
  "NIST.800.53.R5-LambdaInsideVPC": 8,
  "NIST.800.53.R5-OpenSearchInVPCOnly": 1,
  "NIST.800.53.R5-SecretsManagerRotationEnabled": 3,
  "NIST.800.53.R5-CloudWatchAlarmAction": 21,
  "HIPAA.Security-S3BucketReplicationEnabled": 4,
  "HIPAA.Security-S3BucketVersioningEnabled": 3,
  "HIPAA.Security-S3DefaultEncryptionKMS": 2,
  "HIPAA.Security-CloudTrailCloudWatchLogsEnabled": 1,
  "HIPAA.Security-IAMNoInlinePolicy": 12,
  "HIPAA.Security-LambdaConcurrency": 5,
  "HIPAA.Security-LambdaDLQ": 8,
  "HIPAA.Security-LambdaInsideVPC": 8,
  "HIPAA.Security-OpenSearchInVPCOnly": 1,
  "HIPAA.Security-SecretsManagerRotationEnabled": 3,
  "HIPAA.Security-CloudWatchAlarmAction": 21,
  "PCI.DSS.321-S3BucketReplicationEnabled": 4,
  "PCI.DSS.321-S3BucketVersioningEnabled": 3,
  "PCI.DSS.321-S3DefaultEncryptionKMS": 2,
  "PCI.DSS.321-CloudTrailCloudWatchLogsEnabled": 1,
  "PCI.DSS.321-IAMNoInlinePolicy": 12,
  "PCI.DSS.321-LambdaInsideVPC": 8,
  "PCI.DSS.321-OpenSearchInVPCOnly": 1,
  "Serverless-LambdaDLQ": 8,
  "Serverless-LambdaTracing": 8,
  "Serverless-SQSRedrivePolicy": 4,
  "Serverless-LambdaEventSourceMappingDestination": 3,
  "Serverless-EventBusDLQ": 31,
  "Serverless-SNSRedrivePolicy": 4,
};

let cached: readonly Finding[] | undefined;

function productionFindings(): readonly Finding[] {
  if (cached) return cached;
  const { context } = JSON.parse(readFileSync(join(__dirname, "../../cdk.json"), "utf8")) as {
    readonly context: object;
  };
  cached = environmentFindings(loadEnvironment("production"), context);
  return cached;
}

/** Each rule with its findings in production, before and now. */
export function ruleTable(): string {
  const findings = productionFindings();
  const rules = new Set([...Object.keys(FINDINGS_BEFORE), ...findings.map(({ rule }) => rule)]);
  const rows = [...rules].map((rule) => {
    const now = findings.filter((finding) => finding.rule === rule);
    const open = now.filter(({ acknowledgement }) => acknowledgement === undefined).length;
    return [
      code(rule),
      String(FINDINGS_BEFORE[rule] ?? (rule.startsWith("InventorySync-") ? "not checked" : 0)),
      String(open),
      String(now.length - open),
    ];
  });
  return table(["rule", "findings before", "open now", "acknowledged now"], rows);
}

/** The project's own rules. */
export function ownRuleTable(): string {
  return table(
    ["rule", "finding", "why"],
    OWN_RULES.map(({ name, info, explanation }) => [code(`InventorySync-${name}`), info, explanation]),
  );
}

/** Each distinct reason, with how many findings it acknowledges in production. */
export function reasonTable(): string {
  const findings = productionFindings().flatMap(({ rule, acknowledgement }) =>
    acknowledgement ? [{ rule, ...acknowledgement }] : [],
  );
  const reasons = [...new Set(findings.map(({ reason }) => reason))];
  const rows = reasons.map((reason) => {
    const own = findings.filter((finding) => finding.reason === reason);
    return [
      [...new Set(own.map(({ rule }) => code(rule)))].join(", "),
      reason,
      String(own.length),
      [...new Set(own.map(({ owner }) => owner))].join(", "),
      own.map(({ reviewBy }) => reviewBy).sort()[0] ?? "",
    ];
  });
  return table(["rules", "reason", "findings", "owner", "review by"], rows);
}
