import type * as kms from "aws-cdk-lib/aws-kms";
import type { EnvironmentConfig } from "../../config/schema";
import type { OnFailureQueue } from "./parking/on-failure-queue";
import type { Parking } from "./parking/parking";
import type { RedactionKey } from "./secrets/redaction-key";
import type { SinkAccess } from "./sink-access";

/** What an environment has once, however its log events reach the sinks. */
export interface SharedResources {
  readonly config: EnvironmentConfig;
  /** The environment's key, for the functions' log groups. */
  readonly logGroupKey: kms.IKey;
  /** The key of all that forwarding keeps. */
  readonly forwardingKey: kms.IKey;
  readonly sinkAccess: readonly SinkAccess[];
  readonly redactionKey: RedactionKey;
  readonly parking: Parking;
  readonly onFailureQueue: OnFailureQueue;
}
