import type { SensitiveKey } from "./sensitive-keys";

/** A classified and redacted key. */
export interface InspectedKey {
  /** The classification of its value. */
  readonly sensitive: SensitiveKey | undefined;
  /** The key itself, redacted, because it may contain a secret. */
  readonly text: string;
  /** The characters that the key and its redacted form at most count towards the budget. */
  readonly characters: number;
}
