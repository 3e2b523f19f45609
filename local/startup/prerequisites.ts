import { externalEndpoints } from "./external-endpoints";
import { findPython, PYTHON_REQUIREMENT } from "./python";
import { findOnPath } from "./workspace";

/** Something the local platform needs and this machine has not. */
export interface MissingPrerequisite {
  /** What is missing, what for, and the remedy. */
  readonly message: string;
}

/** What this machine has not of what the platform cannot install for itself. */
export function missingPrerequisites({
  withSearch,
}: {
  readonly withSearch: boolean;
}): readonly MissingPrerequisite[] {
  const external = externalEndpoints(process.env);
  const missing: MissingPrerequisite[] = [];
  if (findPython() === undefined && (!external.aws || (withSearch && !external.search))) {
    missing.push({
      message: `${PYTHON_REQUIREMENT} is not on PATH, and the AWS emulator runs on it; install it`,
    });
  }
  if (withSearch && !external.search && findOnPath("mvn") === undefined) {
    missing.push({
      message:
        "Maven (mvn) is not on PATH, and the search engine is fetched with it; install it, point OPENSEARCH_URL at " +
        "an engine that runs, or leave the search engine out with --without-search",
    });
  }
  return missing;
}
