import type { RedactionPolicy } from "../../catalog";
import { readRedactionOverrides, type RedactionVariables } from "../delivery/settings";
import { environmentReader, type EnvironmentVariables } from "../shared/environment-variables";

/** Environment variables of the archiver. */
export interface ArchiverVariables extends RedactionVariables {
  /** Name of the environment whose audit logs the function archives. */
  readonly ENVIRONMENT: string;
}

/** The parsed environment variables. */
export interface ArchiverSettings {
  readonly environment: string;
  readonly redactionKeySecretId: string;
  readonly redactionOverrides?: Partial<RedactionPolicy>;
}

/** @throws Error with all missing or invalid variables, and the expected values */
export function parseSettings(variables: EnvironmentVariables): ArchiverSettings {
  const reader = environmentReader(variables);
  const redactionOverrides = readRedactionOverrides(reader);
  return reader.finish("archiver", {
    environment: reader.required("ENVIRONMENT", "the name of the environment whose audit logs it archives"),
    redactionKeySecretId: reader.required(
      "REDACTION_KEY_SECRET_ID",
      "the secret with the hash key of redaction",
    ),
    ...(redactionOverrides && { redactionOverrides }),
  });
}
