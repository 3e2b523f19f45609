export { type EngineInstallation, installEngine } from "./install";
export { type RunningEngine, type SearchEndpoint, startEngine } from "./start";
