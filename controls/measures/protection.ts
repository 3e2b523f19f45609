import { command, property, testIn } from "../evidence";
import type { Measure } from "../measure";

/** How logs are protected where they are kept and on their way. */
export const PROTECTION_MEASURES = {
  "encryption-at-rest": {
    construct: { file: "lib/storage/encryption-key.ts", name: "EncryptionKey" },
    property: "log groups, trail, streams, queues, buckets and domain are encrypted with keys of the account",
    evidence: [
      property("every log group is encrypted with a customer-managed key"),
      testIn(
        "test/lib/search/search-stack.test.ts",
        "is encrypted at rest with the environment's key, and between its nodes",
      ),
      testIn("test/lib/forwarding/parking/parking.test.ts", "encrypts every object with the stack's key"),
    ],
  },
  "key-rotation": {
    construct: { file: "lib/storage/customer-managed-key.ts", name: "CustomerManagedKey" },
    property: "the keys rotate every year, and services use them only for this account",
    evidence: [
      property("every key that encrypts rotates"),
      testIn("test/lib/storage/storage-stack.test.ts", "admits no service without a condition"),
    ],
  },
  "encryption-in-transit": {
    construct: { file: "lib/storage/private-bucket.ts", name: "PRIVATE_BUCKET" },
    property: "buckets and queues refuse requests without TLS, and the domain requires TLS 1.2 or later",
    evidence: [
      property("every bucket refuses requests without TLS"),
      property("the domain accepts only TLS 1.2 and encrypts between its nodes"),
      testIn(
        "test/lib/forwarding/forwarding-stack.test.ts",
        "every queue is encrypted, requires TLS, keeps a message for 14 days, and is retained",
      ),
    ],
  },
  "sink-tls": {
    construct: { file: "lambda/shared/intake-address.ts", name: "addressProblem" },
    property:
      "the forwarder sends only to public https addresses, except where an environment allows private ones",
    evidence: [
      testIn(
        "test/lambda/shared/intake-address.test.ts",
        "%s is a private host, which only a setting allows",
      ),
    ],
  },
  "private-network": {
    construct: { file: "lib/search/created-network.ts", name: "CreatedNetwork" },
    property: "production's domain has no public endpoint, and only the functions reach it",
    evidence: [
      testIn("test/lib/search/created-network.test.ts", "the domain admits HTTPS from the functions only"),
      testIn("test/lib/search/created-network.test.ts", "no subnet assigns public addresses"),
    ],
  },
  "private-buckets": {
    construct: { file: "lib/storage/private-bucket.ts", name: "PRIVATE_BUCKET" },
    property: "buckets with logs block public access and keep old versions",
    evidence: [property("every bucket of production is private and keeps old versions")],
  },
  masking: {
    construct: { file: "lib/storage/data-protection.ts", name: "createDataProtectionPolicy" },
    property: "log groups mask credentials and personal data when they are read",
    evidence: [
      property("every log group with text of the application is masked"),
      testIn("test/lib/storage/data-protection.test.ts", "each policy has the identifiers of the catalogue"),
      testIn("test/catalog/masking.test.ts", "no ordinary line of InventorySync is masked"),
    ],
  },
  redaction: {
    construct: { file: "lambda/redaction/redactor.ts" },
    property:
      "the forwarder redacts every event before a sink receives it, and withholds what it cannot redact",
    evidence: [
      testIn(
        "test/lambda/redaction/redaction.test.ts",
        "a secret at any place of a record occurs nowhere after redaction, and the structure stays",
      ),
      testIn("test/lambda/redaction/redactor.test.ts", "a text whose redaction fails is withheld"),
      command("npm run redaction:score"),
    ],
  },
  pseudonyms: {
    construct: { file: "lib/forwarding/secrets/redaction-key.ts", name: "RedactionKey" },
    property:
      "personal data that must stay comparable become keyed hashes, whose key belongs to one environment",
    evidence: [
      testIn(
        "test/lambda/redaction/redactor.test.ts",
        "with a key, the same e-mail address has the same hash",
      ),
      testIn("test/lambda/redaction/keyed-hash.test.ts", "another key gives other hashes"),
    ],
  },
  "secrets-store": {
    construct: { file: "lib/forwarding/secrets/function-secret.ts", name: "FunctionSecret" },
    property:
      "credentials are in AWS Secrets Manager, and neither templates, configuration nor variables contain one",
    evidence: [
      testIn(
        "test/config/secret-problems.test.ts",
        "no report prints a secret, at any place of a configuration",
      ),
      testIn(
        "test/lib/forwarding/forwarding-stack.test.ts",
        "secrets have a generated initial value, are encrypted with the stack's key, and are retained",
      ),
      testIn(
        "test/repository/no-tokens.test.ts",
        "no file contains text in the format of a token: examples are assembled from parts",
      ),
    ],
  },
} as const satisfies Readonly<Record<string, Measure>>;
