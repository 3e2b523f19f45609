import type * as kms from "aws-cdk-lib/aws-kms";
import type { EnvironmentConfig } from "../../config/schema";
import type { OnFailureQueue } from "./parking/on-failure-queue";
import type { Parking } from "./parking/parking";
import type { RedactionKey } from "./secrets/redaction-key";
import type { SinkAccess } from "./sink-access";

/** Resources that all delivery pipelines of an environment share. */
export interface SharedResources {
  readonly config: EnvironmentConfig;
  /** The environment's key, for the functions' log groups. */
  readonly logGroupKey: kms.IKey;
  /** The KMS key of forwarding. */
  readonly forwardingKey: kms.IKey;
  readonly sinkAccess: readonly SinkAccess[];
  readonly redactionKey: RedactionKey;
  readonly parking: Parking;
  readonly onFailureQueue: OnFailureQueue;
}
