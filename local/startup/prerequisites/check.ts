import { isEmulatorInstalled } from "../../emulator";
import { externalEndpoints } from "../external-endpoints";
import { type Ports, SERVER_NAMES } from "../ports";
import { findJavaHome, isJavaDownloaded, isSearchEngineInstalled } from "../search-engine";
import { isSpotlightInstalled } from "../sentry";
import { checkDiskSpace } from "./disk-space";
import { checkPorts } from "./fixed-ports";
import type { Prerequisite } from "./prerequisite";
import { checkJava, checkMaven, checkNode, checkNpm, checkOperatingSystem, checkPython } from "./programs";

export interface PrerequisiteOptions {
  readonly withSearch: boolean;
  /** Absent if the platform takes any free ports. */
  readonly fixedPorts?: Ports | undefined;
}

/**
 * Checks everything that a run with these options needs from this machine, before anything starts. Programs that an
 * earlier run made unnecessary are not required.
 */
export async function checkPrerequisites({
  withSearch,
  fixedPorts,
}: PrerequisiteOptions): Promise<readonly Prerequisite[]> {
  const external = externalEndpoints(process.env);
  const startsEmulator = !external.aws;
  const startsSearchEngine = withSearch && !external.search;
  const java = startsSearchEngine ? findJavaHome() : undefined;
  const isEngineInstalled = isSearchEngineInstalled({ hasAllModules: java !== undefined });
  const isComplete =
    isSpotlightInstalled() &&
    (!startsEmulator || isEmulatorInstalled()) &&
    (!startsSearchEngine || (isEngineInstalled && (java !== undefined || isJavaDownloaded())));
  const servers = SERVER_NAMES.filter(
    (name) => (name !== "emulator" || startsEmulator) && (name !== "searchEngine" || startsSearchEngine),
  );
  return [
    checkOperatingSystem(),
    checkNode(),
    ...(isSpotlightInstalled() ? [] : [checkNpm()]),
    ...(startsEmulator || startsSearchEngine ? [checkPython()] : []),
    ...(startsSearchEngine ? [checkJava(java), ...(isEngineInstalled ? [] : [checkMaven(java)])] : []),
    ...checkDiskSpace({ isComplete }),
    ...(fixedPorts ? await checkPorts(fixedPorts, servers) : []),
  ];
}
