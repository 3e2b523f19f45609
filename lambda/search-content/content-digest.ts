import { DISTRIBUTIONS } from "./capabilities";
import { content } from "./content";
import { sha256 } from "./sha256";

/**
 * Digest of the content of an environment that is not in the resource's other properties: fields, questions, logs, and
 * the code that renders them. Hexadecimal, 64 characters.
 */
export function contentDigest(environment: string): string {
  return sha256(
    DISTRIBUTIONS.map((distribution) =>
      content({
        environment,
        distribution,
        primaryShards: 1,
        replicas: 0,
        retentionDays: {},
        writers: [],
        readers: [],
        auditors: [],
      }),
    ),
  );
}
