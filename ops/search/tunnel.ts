import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { connect } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { SSMClient, StartSessionCommand, TerminateSessionCommand } from "@aws-sdk/client-ssm";
import getPort from "get-port";
import { tunnelDocumentName } from "../../catalog";
import { type CommandContext, explainError, OperatorError } from "../cli";
import { findBastion } from "./find-bastion";
import { findSessionManagerPlugin, RESPONSE_VARIABLE } from "./session-manager-plugin";

/** A session of Session Manager that forwards a local port to the domain. */
export interface Tunnel {
  readonly port: number;
  /** Resolves when the session has ended, with what the plugin printed last. */
  readonly ended: Promise<string>;
  /** Ends the session. */
  readonly close: () => Promise<void>;
}

/** Time for the plugin to connect to Session Manager, and for Session Manager to connect to the agent. */
const START_MS = 30_000;
const POLL_MS = 100;
/** Time for the plugin to end after an interrupt. */
const STOP_MS = 5_000;

/**
 * Opens a tunnel to the domain of the environment, through its bastion.
 *
 * @param port the local port @default - a free one
 * @throws OperatorError if the plugin or the bastion is missing, or if the session does not start
 */
export async function openTunnel(context: CommandContext, port?: number): Promise<Tunnel> {
  const { config, aws, io } = context;
  const plugin = await findSessionManagerPlugin(io);
  const client = new SSMClient(aws);
  const localPort = port ?? (await getPort());
  const request = {
    Target: await findBastion(client, config.environment),
    DocumentName: tunnelDocumentName(config.environment),
    Parameters: { localPortNumber: [String(localPort)] },
  };
  const { SessionId, StreamUrl, TokenValue } = await client.send(new StartSessionCommand(request));
  const { url } = client.config.endpointProvider({ Region: aws.region, UseFIPS: false, UseDualStack: false });
  const profile = aws.profile ?? io.env["AWS_PROFILE"] ?? "";
  const child = spawn(
    plugin,
    [RESPONSE_VARIABLE, aws.region, "StartSession", profile, JSON.stringify(request), url.href],
    {
      // The token of the session is not an argument, because every account of the machine can read those.
      env: { ...io.env, [RESPONSE_VARIABLE]: JSON.stringify({ SessionId, StreamUrl, TokenValue }) },
      stdio: ["ignore", "pipe", "pipe"],
    },
  );
  const ended = untilEnded(child);
  const close = async () => {
    await stop(child, ended);
    try {
      await client.send(new TerminateSessionCommand({ SessionId }));
    } catch (error) {
      io.stderr.write(
        `the session ${SessionId ?? ""} may stay open until its idle timeout: ${explainError(error)}\n`,
      );
    }
  };
  try {
    await untilListening(localPort, ended);
  } catch (error) {
    await close();
    throw error;
  }
  return { port: localPort, ended, close };
}

/** @returns what the plugin printed last, or why it could not be started */
function untilEnded(child: ChildProcess): Promise<string> {
  let last = "";
  const keepLast = (text: Buffer) => {
    last = `${last}${text.toString()}`.slice(-2_000);
  };
  child.stdout?.on("data", keepLast);
  child.stderr?.on("data", keepLast);
  return new Promise((resolve) => {
    child.once("error", (error) => {
      resolve(error.message);
    });
    child.once("close", () => {
      resolve(last.trim().split("\n").at(-1) ?? "");
    });
  });
}

/** @throws OperatorError if the session ends, or does not answer in time */
async function untilListening(port: number, ended: Promise<string>): Promise<void> {
  const deadline = Date.now() + START_MS;
  while (!(await answers(port))) {
    const last = await Promise.race([ended, sleep(POLL_MS, undefined)]);
    if (last !== undefined)
      throw new OperatorError(
        `the session to the bastion ended before the port ${port} answered: ${last || "the plugin printed nothing"}. ` +
          "Look at the log of the plugin, and run the command again.",
      );
    if (Date.now() > deadline)
      throw new OperatorError(
        `the local end of the tunnel, port ${port}, did not answer within ${START_MS / 1_000} seconds; run the command ` +
          "again, and look at the log of the plugin",
      );
  }
}

async function answers(port: number): Promise<boolean> {
  const socket = connect({ host: "localhost", port });
  try {
    await once(socket, "connect");
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

/** An interrupt is what the plugin handles: it ends the session. Source: source code of the Session Manager plugin. */
async function stop(child: ChildProcess, ended: Promise<string>): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) child.kill("SIGINT");
  const patience = new AbortController();
  const timeout = sleep(STOP_MS, "late" as const, { signal: patience.signal }).catch(() => undefined);
  if ((await Promise.race([ended, timeout])) === "late") child.kill("SIGKILL");
  patience.abort();
  await ended;
}
