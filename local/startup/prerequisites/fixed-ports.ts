import { isPortFree, portUser } from "../port-user";
import { type Ports, SERVER_NAMES, SERVERS, type ServerName } from "../ports";
import type { Prerequisite } from "./prerequisite";

/** Checks the ports of these servers: one prerequisite for all ports if they are free, otherwise one for each that is not. */
export async function checkPorts(
  ports: Ports,
  servers: readonly ServerName[] = SERVER_NAMES,
): Promise<readonly Prerequisite[]> {
  const used = await Promise.all(
    servers.map(async (server) => ((await isPortFree(ports[server])) ? [] : [server])),
  );
  const problems = used.flat().map((server) => describeUsed(ports[server], SERVERS[server]));
  if (problems.length > 0) return problems;
  const numbers = servers.map((server) => ports[server]).join(", ");
  return [{ name: "ports", required: "free", found: `${numbers} free` }];
}

function describeUsed(port: number, server: string): Prerequisite {
  const user = portUser(port);
  return {
    name: `port ${port}`,
    required: `free, for ${server}`,
    found: `in use by ${user ?? "a program that this user may not see"}`,
    remedy: "stop this program, or choose other ports: --port <base>, or no --port for any free ports",
  };
}
