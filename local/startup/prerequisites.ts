import { givenParts } from "./external-endpoints";
import { findPython, PYTHON_NEEDED } from "./python";
import { findOnPath } from "./workspace";

/** Something the local platform needs and this machine has not. */
export interface MissingPrerequisite {
  /** What is missing, what for, and the remedy. */
  readonly sentence: string;
}

/** What this machine has not of what the platform cannot install for itself. */
export function missingPrerequisites({
  withSearch,
}: {
  readonly withSearch: boolean;
}): readonly MissingPrerequisite[] {
  const given = givenParts(process.env);
  const missing: MissingPrerequisite[] = [];
  if (findPython() === undefined && (!given.aws || (withSearch && !given.search))) {
    missing.push({
      sentence: `${PYTHON_NEEDED} is not on PATH, and the AWS emulator runs on it; install it`,
    });
  }
  if (withSearch && !given.search && findOnPath("mvn") === undefined) {
    missing.push({
      sentence:
        "Maven (mvn) is not on PATH, and the search engine is fetched with it; install it, point OPENSEARCH_URL at " +
        "an engine that runs, or leave the search engine out with --without-search",
    });
  }
  return missing;
}
