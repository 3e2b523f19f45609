import { loadEnvironments } from "../../config";
import { agentConfiguration } from "../../host";

const HOST_GROUP = "api";

/** The configuration of the CloudWatch agent on a host of the local environment, with the log files in this folder. */
export function localAgentConfiguration(logDir: string) {
  const [config] = loadEnvironments({ only: ["local"] });
  if (!config) throw new Error("config/environments/local.ts is missing");
  return agentConfiguration({ ...config, app: { ...config.app, logDir } }, HOST_GROUP);
}
