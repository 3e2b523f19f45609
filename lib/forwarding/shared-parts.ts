import type * as kms from "aws-cdk-lib/aws-kms";
import type { EnvironmentConfig } from "../../config/schema";
import type { Undelivered } from "./parking/on-failure-queue";
import type { Parking } from "./parking/parking";
import type { RedactionKey } from "./secrets/redaction-key";
import type { SinkAccess } from "./sink-access";

/** What an environment has once, however its log events reach the sinks. */
export interface SharedParts {
  readonly config: EnvironmentConfig;
  /** The environment's key, for the functions' log groups. */
  readonly logKey: kms.IKey;
  /** The key of all that forwarding keeps. */
  readonly ownKey: kms.IKey;
  readonly access: readonly SinkAccess[];
  readonly redactionKey: RedactionKey;
  readonly parking: Parking;
  readonly undelivered: Undelivered;
}
