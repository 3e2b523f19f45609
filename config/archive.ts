import type { ArchiveConfig, EnvironmentConfig } from "./schema";
import { sinksOf } from "./sinks";

/** The audit archive of an environment. One without sinks has none: it has no hash key, which the archive needs. */
export function archiveOf(config: EnvironmentConfig): ArchiveConfig | undefined {
  return sinksOf(config).length === 0 ? undefined : config.archive;
}
