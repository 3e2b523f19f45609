import { Stack, type StackProps } from "aws-cdk-lib";
import * as iam from "aws-cdk-lib/aws-iam";
import type * as kms from "aws-cdk-lib/aws-kms";
import type * as logs from "aws-cdk-lib/aws-logs";
import type { Construct } from "constructs";
import { type LogId, roleName } from "../../catalog";
import type { ArchiveConfig, EnvironmentConfig } from "../../config";
import type { RedactionKey } from "../forwarding/secrets/redaction-key";
import { ArchiveBucket } from "./archive-bucket";
import { ArchiveDelivery } from "./archive-delivery";
import { createArchiveKey, createSigningKey } from "./archive-key";
import { ArchiveQueries } from "./archive-queries";
import { Archiver } from "./archiver";
import { Manifests } from "./manifests";
import type { WatchedArchive } from "./watched-archive";

export interface ArchiveStackProps extends StackProps {
  readonly config: EnvironmentConfig;
  readonly archive: ArchiveConfig;
  readonly groups: Readonly<Record<LogId, logs.ILogGroup>>;
  /** The environment's key, for the functions' log groups. */
  readonly key: kms.IKey;
  /** The same pseudonyms as at the sinks. */
  readonly redactionKey: RedactionKey;
}

/**
 * The audit archive: audit and security logs, redacted, in a bucket with Object Lock, with an hourly manifest of its
 * objects. The stack refers to the role of the auditors by its name, so that role must exist before.
 */
export class ArchiveStack extends Stack {
  /** The resources that alarms watch. */
  readonly watched: WatchedArchive;

  constructor(scope: Construct, id: string, props: ArchiveStackProps) {
    const { config, archive, groups, key: logGroupKey, redactionKey, ...stackProps } = props;
    super(scope, id, stackProps);

    const { environment } = config;
    const auditor = new iam.ArnPrincipal(
      this.formatArn({
        service: "iam",
        region: "",
        resource: "role",
        resourceName: roleName(environment, "auditor"),
      }),
    );
    const key = createArchiveKey(this, "Key", config, auditor);
    const signingKey = createSigningKey(this, "SigningKey", config, auditor);
    const archiveBucket = new ArchiveBucket(this, "Archive", { config, archive, key });
    archiveBucket.grantAudit(auditor);
    const delivery = new ArchiveDelivery(this, "Delivery", { environment, archiveBucket, key });
    const archiver = new Archiver(this, "Archiver", {
      config,
      groups,
      delivery,
      redactionKey,
      key,
      logGroupKey,
    });
    const { retryQueue } = archiver;
    const manifests = new Manifests(this, "Manifests", {
      config,
      archive,
      archiveBucket,
      signingKey,
      logGroupKey,
      retryQueue,
    });
    archiveBucket.denyOtherWriters();
    new ArchiveQueries(this, "Queries", { environment, bucketName: archiveBucket.bucket.bucketName });
    this.watched = {
      functions: [archiver.function, manifests.function],
      retryQueue: retryQueue.queue,
      deadLetterQueue: retryQueue.deadLetterQueue,
      streamNames: delivery.streamNames,
      keys: [key, signingKey],
      serverAccessLogsBucket: archiveBucket.serverAccessLogsBucket,
    };
  }
}
