/** The symptoms that `logs doctor` examines. The list of commands loads only their ids. */
export const SYMPTOM_IDS = [
  "permission-denied",
  "sentry-receives-nothing",
  "files-grow",
  "missing-in-opensearch",
  "datadog-gaps",
  "alarm-did-not-come",
] as const;

export type SymptomId = (typeof SYMPTOM_IDS)[number];
