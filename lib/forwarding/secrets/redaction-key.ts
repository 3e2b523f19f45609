import type { Construct } from "constructs";
import { FunctionSecret, type FunctionSecretProps } from "./function-secret";

/** 43 letters and digits encode 256 bits, the size of an HMAC-SHA-256 key that adds security. */
const KEY_LENGTH = 43;

/**
 * The key of the hashes that redaction writes in place of identifiers that must stay traceable but not readable.
 * Secrets Manager generates it, and no person needs to see it: whoever knows the key can test guessed e-mail addresses
 * against their hashes.
 */
export class RedactionKey extends FunctionSecret {
  constructor(scope: Construct, id: string, props: Pick<FunctionSecretProps, "config" | "key">) {
    super(scope, id, {
      ...props,
      name: "redaction-key",
      description: "key of the hashes that redaction writes",
      generateSecretString: { passwordLength: KEY_LENGTH, excludePunctuation: true },
      noRotationReason:
        "a new key gives the same person a new hash, so log lines from before and after a rotation cannot be matched; " +
        "an operator replaces the key only if it may have been disclosed",
    });
  }
}
