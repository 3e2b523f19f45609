export { type Agent, type AgentOptions, createAgent } from "./agent";
export type { AgentConfiguration, HostIdentity } from "./configuration";
