import { rename, rm, writeFile } from "node:fs/promises";
import { setTimeout as wait } from "node:timers/promises";
import { GetParameterCommand, ParameterNotFound, SSMClient } from "@aws-sdk/client-ssm";
import { debugParameterName } from "../../catalog";
import { awsClientConfig } from "../aws-client-config";
import type { Endpoints } from "../endpoints";

/** Shorter than on a host, where each read is a call to AWS. */
const INTERVAL_MS = 2_000;

export interface FollowDebugModeOptions {
  readonly endpoints: Endpoints;
  /** The value of the application's LOG_DEBUG_FILE. */
  readonly file: string;
  readonly signal: AbortSignal;
}

/** Copies the debug mode of the environment `local` to a file until the signal aborts, as a host does. */
export async function followDebugMode({ endpoints, file, signal }: FollowDebugModeOptions): Promise<void> {
  const client = new SSMClient(awsClientConfig(endpoints));
  try {
    while (!signal.aborted) {
      await copyDebugMode(client, file);
      await wait(INTERVAL_MS, undefined, { signal }).catch(() => undefined);
    }
  } finally {
    client.destroy();
  }
}

/** If the parameter cannot be read, the file remains: the value in it has its own end. */
async function copyDebugMode(client: SSMClient, file: string): Promise<void> {
  try {
    const { Parameter } = await client.send(new GetParameterCommand({ Name: debugParameterName("local") }));
    await writeFile(`${file}.new`, Parameter?.Value ?? "");
    await rename(`${file}.new`, file);
  } catch (error) {
    if (error instanceof ParameterNotFound) await rm(file, { force: true });
  }
}
