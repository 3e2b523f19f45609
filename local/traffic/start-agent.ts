import { hostname } from "node:os";
import { join } from "node:path";
import { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import { loadEnvironment } from "../../config";
import { agentConfiguration } from "../../host";
import { type Agent, createAgent } from "../agent";
import { awsClientConfig } from "../aws-client-config";
import type { Endpoints } from "../endpoints";

/** The host group of the local environment. */
export const HOST_GROUP = "api";

/**
 * Starts the stand-in for the CloudWatch agent with the configuration of a host of the local environment, for the log
 * files in this folder.
 *
 * @param instanceId names the log streams
 */
export async function startAgent(endpoints: Endpoints, logDir: string, instanceId: string): Promise<Agent> {
  const client = new CloudWatchLogsClient(awsClientConfig(endpoints));
  const agent = await createAgent({
    configuration: localAgentConfiguration(logDir),
    identity: { instanceId, hostname: hostname(), localHostname: hostname() },
    client,
    stateFile: join(logDir, "agent-state.json"),
  });
  return {
    ...agent,
    async close() {
      await agent.close();
      client.destroy();
    },
  };
}

/** The configuration of the agent on a host of the local environment, except for the folder of the log files. */
export function localAgentConfiguration(logDir: string) {
  const config = loadEnvironment("local");
  return agentConfiguration({ ...config, app: { ...config.app, logDir } }, HOST_GROUP);
}
