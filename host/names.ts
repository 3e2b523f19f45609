import { logStreamPrefix } from "../catalog";

/** `inventorysync-api.service`: the systemd unit of the application. */
export function serviceUnit(hostGroup: string): string {
  return `${logStreamPrefix(hostGroup)}.service`;
}

/** `inventorysync-api-secrets.service`: the systemd unit that reads the application's secrets before it starts. */
export function secretsUnit(hostGroup: string): string {
  return `${logStreamPrefix(hostGroup)}-secrets.service`;
}

/** `inventorysync-api-debug-mode`: the systemd service, and the timer, that read the application's debug mode. */
export function debugUnit(hostGroup: string): string {
  return `${logStreamPrefix(hostGroup)}-debug-mode`;
}

const CONFIGURATION_DIRECTORY = "/etc/inventorysync";

/** Paths of the host files, and of the files that they refer to. A host belongs to one host group. */
export const PATHS = {
  agentConfiguration: `${CONFIGURATION_DIRECTORY}/cloudwatch-agent/inventorysync.json`,
  environment: `${CONFIGURATION_DIRECTORY}/environment`,
  /** Written by the deployment of the application: `APP_VERSION`. */
  release: `${CONFIGURATION_DIRECTORY}/release`,
  logrotate: "/etc/logrotate.d/inventorysync",
  fetchSecrets: "/usr/local/libexec/inventorysync/fetch-secrets",
  fetchDebugMode: "/usr/local/libexec/inventorysync/fetch-debug-mode",
  unit: (name: string) => `/etc/systemd/system/${name}`,
} as const;

/** In a memory file system, and only for root: no secret is on a disk. */
export const SECRETS_RUNTIME_DIRECTORY = "inventorysync-secrets";
export const SECRETS_DIRECTORY = `/run/${SECRETS_RUNTIME_DIRECTORY}`;
export const SECRETS_FILE = `${SECRETS_DIRECTORY}/environment`;

/** In a memory file system, so that no debug mode survives a restart of the host without being read again. */
export const DEBUG_RUNTIME_DIRECTORY = "inventorysync-debug-mode";
export const DEBUG_DIRECTORY = `/run/${DEBUG_RUNTIME_DIRECTORY}`;
export const DEBUG_FILE = `${DEBUG_DIRECTORY}/mode.json`;

/** The user of the CloudWatch agent; its package creates it. */
export const AGENT_USER = "cwagent";
