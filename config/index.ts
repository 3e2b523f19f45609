export { type AppValue, type AppVariable, appEnvironment } from "./app-environment";
export { ConfigurationError } from "./configuration-error";
export type { HostGroupConfig } from "./host-group-schema";
export { hostGroupConfig, type HostTag, hostTag } from "./host-groups";
export { type LoadOptions, loadEnvironments } from "./load";
export type {
  Authentication,
  DomainConfig,
  EnvironmentConfig,
  EnvironmentInput,
  SearchConfig,
} from "./schema";
export { forwarderLogGroupName, forwarderLogGroupNames, logsFor, sinksOf } from "./sinks";
