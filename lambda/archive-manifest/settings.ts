import { environmentReader, type EnvironmentVariables } from "../shared/environment-variables";

/** Environment variables of the function that writes the manifests. */
export interface ArchiveManifestVariables {
  /** Name of the environment whose archive it lists. */
  readonly ENVIRONMENT: string;
  /** Name of the bucket of the archive. */
  readonly ARCHIVE_BUCKET: string;
  /** For how many years Object Lock keeps an object. */
  readonly ARCHIVE_RETENTION_YEARS: string;
  /** ARN of the KMS key that signs the manifests. */
  readonly SIGNING_KEY_ARN: string;
}

/** The parsed environment variables. */
export interface ArchiveManifestSettings {
  readonly environment: string;
  readonly bucket: string;
  readonly retentionYears: number;
  readonly signingKeyArn: string;
}

/** @throws Error with all missing or invalid variables, and the expected values */
export function parseSettings(variables: EnvironmentVariables): ArchiveManifestSettings {
  const reader = environmentReader(variables);
  const years = reader.required("ARCHIVE_RETENTION_YEARS", "for how many years Object Lock keeps an object");
  if (years !== "" && !/^[1-7]$/.test(years))
    reader.problems.push(`ARCHIVE_RETENTION_YEARS is ${years}, expected a number from 1 to 7`);
  return reader.finish("archive-manifest", {
    environment: reader.required("ENVIRONMENT", "the name of the environment whose archive it lists"),
    bucket: reader.required("ARCHIVE_BUCKET", "the name of the bucket of the archive"),
    retentionYears: Number(years),
    signingKeyArn: reader.required("SIGNING_KEY_ARN", "the ARN of the KMS key that signs the manifests"),
  });
}
