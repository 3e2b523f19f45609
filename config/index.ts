export { archiveOf } from "./archive";
export { alarmsOf, logAlarmsOf } from "./alarms";
export { hasBastion } from "./bastion";
export type { Channel } from "./channel-schema";
export { type AppValue, type AppVariable, appEnvironment } from "./app-environment";
export {
  MIN_SQS_CONCURRENCY,
  MIN_UNRESERVED_CONCURRENCY,
  reservedConcurrencyOf,
  totalReservedConcurrency,
} from "./concurrency";
export { ConfigurationError } from "./configuration-error";
export { DEFAULT_FORWARDER_MEMORY_MIB, memoryFor } from "./forwarder-memory";
export { FUNCTION_MEMORY_MIB } from "./function-memory";
export type { HostGroupConfig } from "./host-group-schema";
export { hostGroupConfig, type HostTag, hostTag } from "./host-groups";
export { ENVIRONMENT_NAMES, loadEnvironment, type LoadOptions, loadEnvironments } from "./load";
export { REGION_PATTERN } from "./region";
export { MAX_DATA_NODES } from "./schema";
export { type IndexShards, shardsOf } from "./shards";
export { samlGroups } from "./saml-groups";
export { retentionDaysOf } from "./retention";
export { sampleRateOf } from "./sample-rates";
export { nearestWord } from "./nearest";
export type {
  ArchiveConfig,
  AssumableBy,
  Authentication,
  DomainConfig,
  EnvironmentConfig,
  EnvironmentInput,
  RulePack,
  SearchConfig,
} from "./schema";
export { matchSecretKey, matchSecretValue } from "./secret-patterns";
export { STACK_IDS, type StackId, stacksOf } from "./stacks";
export {
  deliveryFunctionOf,
  deliveryFunctionsOf,
  forwarderLogGroupName,
  forwarderLogGroupNames,
  logsFor,
  sinkGroupsOf,
  sinksOf,
} from "./sinks";
