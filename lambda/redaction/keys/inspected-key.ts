import type { SensitiveKey } from "./sensitive-keys";

/** A key, classified and redacted. */
export interface InspectedKey {
  /** What the key says of its value. */
  readonly sensitive: SensitiveKey | undefined;
  /** The key itself, which may hold a secret too. */
  readonly text: string;
}
