export { bootstrap, deployStacks, synthesize } from "./cdk";
export { putSearchEngineSecret, putSinkSecrets, readSecret, writeSecret } from "./put-secrets";
