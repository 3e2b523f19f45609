import type { Construct } from "constructs";
import { FunctionSecret, type FunctionSecretProps } from "./function-secret";

/** As many as a key of HMAC-SHA-256 has use for: 43 letters and digits hold 256 bits. */
const KEY_LENGTH = 43;

/**
 * The key of the hashes that redaction puts in the place of what may be followed but not known. It is generated, and no
 * person ever needs to see it: who has it could try addresses against their hashes.
 */
export class RedactionKey extends FunctionSecret {
  constructor(scope: Construct, id: string, props: Pick<FunctionSecretProps, "config" | "key">) {
    super(scope, id, {
      ...props,
      name: "redaction-key",
      description: "key of the hashes that redaction writes",
      generateSecretString: { passwordLength: KEY_LENGTH, excludePunctuation: true },
      noRotationReason:
        "with another key the same person has another hash, and nobody could be followed across the change; " +
        "it is exchanged by hand when somebody may have learnt it",
    });
  }
}
