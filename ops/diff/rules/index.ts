import { acknowledgementAdded } from "./acknowledgement-added";
import { alarmLoosened } from "./alarm-loosened";
import { deletionProtectionOff } from "./deletion-protection-off";
import { deliveryWeakened } from "./delivery-weakened";
import { detectionWeakened } from "./detection-weakened";
import { encryptionWeakened } from "./encryption-weakened";
import { maskingWeakened } from "./masking-weakened";
import { permissionsBroadened } from "./permissions-broadened";
import { publicExposure } from "./public-exposure";
import { resourceChanged } from "./resource-changed";
import { retentionShortened } from "./retention-shortened";
import type { Rule } from "./rule";
import { sinkChanged } from "./sink-changed";
import { statefulResourceReplaced } from "./stateful-resource-replaced";
import { subscriptionChanged } from "./subscription-changed";

export type { Rule } from "./rule";

/** Every rule that grades a difference above a note. */
export const RULES: readonly Rule[] = [
  retentionShortened,
  encryptionWeakened,
  maskingWeakened,
  statefulResourceReplaced,
  deletionProtectionOff,
  publicExposure,
  permissionsBroadened,
  subscriptionChanged,
  sinkChanged,
  alarmLoosened,
  detectionWeakened,
  deliveryWeakened,
  acknowledgementAdded,
];

/** Every rule, with the one that finds all other differences. */
export const ALL_RULES: readonly Rule[] = [...RULES, resourceChanged];
