import { externalEndpoints } from "./external-endpoints";
import { findPython, PYTHON_REQUIREMENT } from "./python";
import { findOnPath } from "./workspace";

/** A program that the local platform requires and this machine does not have. */
export interface MissingPrerequisite {
  /** What is missing, why it is required, and the remedy. */
  readonly message: string;
}

/** The missing programs that the platform cannot install itself. */
export function missingPrerequisites({
  withSearch,
}: {
  readonly withSearch: boolean;
}): readonly MissingPrerequisite[] {
  const external = externalEndpoints(process.env);
  const missing: MissingPrerequisite[] = [];
  if (findPython() === undefined && (!external.aws || (withSearch && !external.search))) {
    missing.push({
      message: `${PYTHON_REQUIREMENT} is not on PATH, and the platform requires it; install it`,
    });
  }
  if (withSearch && !external.search && findOnPath("mvn") === undefined) {
    missing.push({
      message:
        "Maven (mvn) is not on PATH, and it is required to download OpenSearch; install it, set OPENSEARCH_URL to a " +
        "running search engine, or run without OpenSearch: --without-search",
    });
  }
  return missing;
}
