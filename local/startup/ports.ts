import getPort from "get-port";

/** The servers of the platform, in the order of their ports with `--port`. Each has its name for people. */
export const SERVERS = {
  page: "the local page",
  emulator: "the AWS emulator",
  searchEngine: "OpenSearch",
  sentryPage: "the page of Sentry",
  datadog: "Datadog",
  sentryIntake: "the intake of Sentry",
  notifications: "the receiver of notifications",
} as const;

export type ServerName = keyof typeof SERVERS;
/** The port of each server. */
export type Ports = Readonly<Record<ServerName, number>>;

export const SERVER_NAMES = Object.keys(SERVERS) as readonly ServerName[];
/** Ports below need root. */
export const MIN_BASE_PORT = 1_024;
export const MAX_BASE_PORT = 65_535 - (SERVER_NAMES.length - 1);

/** Consecutive ports. */
export function portsFrom(base: number): Ports {
  return toPorts(SERVER_NAMES.map((_, index) => base + index));
}

/** Ports that no program on the loopback interface uses now. */
export async function freePorts(): Promise<Ports> {
  return toPorts(await Promise.all(SERVER_NAMES.map(() => getPort({ host: "127.0.0.1" }))));
}

function toPorts(ports: readonly number[]): Ports {
  return Object.fromEntries(SERVER_NAMES.map((name, index) => [name, ports[index]])) as unknown as Ports;
}
