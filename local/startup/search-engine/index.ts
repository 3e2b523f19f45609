export { type SearchEngineInstallation, installSearchEngine } from "./install";
export { type RunningSearchEngine, type SearchEndpoint, startSearchEngine } from "./start";
