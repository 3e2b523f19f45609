export {
  type SearchEngineInstallation as EngineInstallation,
  installSearchEngine as installEngine,
} from "./install";
export {
  type RunningSearchEngine as RunningEngine,
  type SearchEndpoint,
  startSearchEngine as startEngine,
} from "./start";
