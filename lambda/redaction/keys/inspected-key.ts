import type { SensitiveKey } from "./sensitive-keys";

/** A classified and redacted key. */
export interface InspectedKey {
  /** The classification of its value. */
  readonly sensitive: SensitiveKey | undefined;
  /** Whether its value is random text by its nature, such as an id, and therefore no token. */
  readonly namesRandomText: boolean;
  /** The key itself, redacted, because it may contain a secret. */
  readonly text: string;
  /** The characters that the key and its redacted form at most count towards the budget. */
  readonly characters: number;
}
