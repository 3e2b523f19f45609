export { bootstrap, deployStacks, synthesize } from "./cdk";
export { putSearchEngineSecret, putSinkSecrets } from "./put-secrets";
