/** Names of the secrets that the measured forwarder reads. */
export const SECRET_IDS = { redactionKey: "redaction-key", datadog: "datadog", sentry: "sentry" } as const;

/** The made-up secrets. @param host of the server that also serves Sentry */
export function secretOf(id: string, host: string): string {
  switch (id) {
    case SECRET_IDS.sentry:
      return `http://${["made", "up"].join("")}@${host}/1`;
    case SECRET_IDS.datadog:
    case SECRET_IDS.redactionKey:
      return ["made", "up", "key", "of", "the", "bench"].join("-");
    default:
      throw new Error(
        `the forwarder read the secret ${id}, expected one of ${Object.values(SECRET_IDS).join()}`,
      );
  }
}
