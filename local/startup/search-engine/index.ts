export { findJavaHome, isJavaDownloaded, majorVersion, MIN_JAVA } from "./java";
export { type SearchEngineInstallation, installSearchEngine, isSearchEngineInstalled } from "./install";
export { type RunningSearchEngine, type SearchEndpoint, startSearchEngine } from "./start";
export { VERSION as SEARCH_ENGINE_VERSION } from "./packages";
