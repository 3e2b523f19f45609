export { ACCOUNT_TRAIL, createAccountTrail } from "./create-account-trail";
export { bootstrap, deployStacks, synthesize } from "./cdk";
export { putSearchEngineSecret, putSecrets, readSecret, writeSecret } from "./put-secrets";
