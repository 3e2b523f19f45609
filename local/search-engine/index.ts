export { type EngineInstallation, installEngine } from "./install";
export { type SearchEndpoint, startEngine } from "./start";
