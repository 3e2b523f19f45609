import { isPlausible, type SensitiveKey } from "../keys/sensitive-keys";
import { isOnlyLabels } from "../labels";
import type { DetectedSecret } from "./detector";

/** The text between two positions as a secret, if it is what its key says. */
export function valueUnderKey(
  key: SensitiveKey,
  text: string,
  from: number,
  to: number,
): DetectedSecret | undefined {
  const value = text.slice(from, to);
  return value !== "" && !isOnlyLabels(value) && isPlausible(key, value)
    ? { kind: key.kind, from, to }
    : undefined;
}
