import { join } from "node:path";
import { LOGS, logGroupName } from "../../catalog";
import type { AgentConfiguration } from "../agent";

const ENVIRONMENT = "local";

/** The configuration of the CloudWatch agent for the files of all logs in a folder. */
export function agentConfiguration(logDir: string): AgentConfiguration {
  return {
    logs: {
      logs_collected: {
        files: {
          collect_list: LOGS.map(({ id, file }) => ({
            file_path: join(logDir, file),
            log_group_name: logGroupName(ENVIRONMENT, id),
            log_stream_name: "inventorysync-api-{instance_id}",
            timestamp_format: "%Y-%m-%dT%H:%M:%S.%fZ",
            timezone: "UTC",
          })),
        },
      },
    },
  };
}
