import { DISTRIBUTIONS } from "./capabilities";
import { content } from "./content";
import { sha256 } from "./sha256";

/**
 * Changes whenever the content of an environment does for another reason than the properties the resource has anyway:
 * a field, a question, a log, or how one of them is rendered. Hexadecimal, 64 characters.
 */
export function contentDigest(environment: string): string {
  return sha256(
    DISTRIBUTIONS.map((distribution) =>
      content({
        environment,
        distribution,
        replicas: 0,
        retentionDays: {},
        writers: [],
        readers: [],
        auditors: [],
      }),
    ),
  );
}
