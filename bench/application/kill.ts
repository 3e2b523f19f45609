import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import type { ApplicationRequest } from "../../local/application/request";
import { type GunicornOptions, startGunicorn } from "../../local/application/start";
import { COMMON_VARIABLES } from "./variants";

const APPLICATION = "inventorysync.main:app";
const CONCURRENCY = 8;
/** The kill comes this long after the first response, plus one millisecond more in each repetition. */
const KILL_AFTER_MS = 500;

export interface Loss {
  readonly mode: string;
  readonly kills: number;
  /** Requests whose response arrived before the kill. */
  readonly answered: number;
  /** Those of them without a line in the application log. */
  readonly lost: number;
  /** The most that one kill lost. */
  readonly mostLost: number;
}

/** Kills the application under load with SIGKILL, and counts the answered requests whose line is missing. */
export async function measureLoss(
  options: GunicornOptions,
  asynchronous: boolean,
  requests: readonly ApplicationRequest[],
  kills: number,
): Promise<Loss> {
  const results: { answered: number; lost: number }[] = [];
  for (let kill = 0; kill < kills; kill += 1) {
    const logDir = join(options.logDir, `kill-${asynchronous}-${kill}`);
    const { url, program } = await startGunicorn(
      { ...options, logDir },
      { ...COMMON_VARIABLES, LOG_ASYNC: String(asynchronous) },
      APPLICATION,
    );
    const answered: string[] = [];
    const sending = sendUntilRefused(url, requests, answered);
    await wait(KILL_AFTER_MS + kill);
    process.kill(-program.pid, "SIGKILL");
    await program.exit;
    await sending;
    await options.supervisor.stopProgram(program);
    const log = readFileSync(join(logDir, "application.log"), "utf8");
    const handled = new Set(
      Array.from(log.matchAll(/"event":"request\.[a-z]+","request_id":"([^"]+)"/g), ([, id]) => id),
    );
    results.push({ answered: answered.length, lost: answered.filter((id) => !handled.has(id)).length });
  }
  return {
    mode: asynchronous ? "asynchronous" : "synchronous",
    kills,
    answered: results.reduce((sum, { answered }) => sum + answered, 0),
    lost: results.reduce((sum, { lost }) => sum + lost, 0),
    mostLost: Math.max(...results.map(({ lost }) => lost)),
  };
}

/** Appends the id of each request whose response was read completely. */
async function sendUntilRefused(
  url: string,
  requests: readonly ApplicationRequest[],
  answered: string[],
): Promise<void> {
  const remaining = requests[Symbol.iterator]();
  const send = async () => {
    for (const { id, method, path, headers, body } of remaining) {
      try {
        const response = await fetch(url + path, {
          method,
          headers,
          ...(body !== undefined && { body: JSON.stringify(body) }),
        });
        await response.text();
        answered.push(id);
      } catch {
        return;
      }
    }
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, send));
}
