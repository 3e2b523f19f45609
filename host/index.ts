export { agentConfiguration, MIN_AGENT_VERSION } from "./agent-configuration";
export {
  applicationSecrets,
  ENVIRONMENT_FORMATS,
  type EnvironmentFormat,
  environmentFile,
} from "./environment-file";
export { doctorScript } from "./doctor-script";
export { HOST_CAUSES, type HostCause, SPAM } from "./host-causes";
export type { HostDirectory, HostFile } from "./host-file";
export { hostDirectories, hostFiles } from "./host-files";
export { installScript } from "./install-script";
export { logrotateFile, type LogrotateOptions, type ReopenSignal } from "./logrotate";
