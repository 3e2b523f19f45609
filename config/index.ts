export { type AppValue, type AppVariable, appEnvironment } from "./app-environment";
export { ConfigurationError } from "./configuration-error";
export { type LoadOptions, loadEnvironments } from "./load";
export { DEFAULT_DATADOG_INTAKE_URL } from "./environments/local";
export type {
  Authentication,
  DomainConfig,
  EnvironmentConfig,
  EnvironmentInput,
  SearchConfig,
} from "./schema";
