import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { ApplicationRequest } from "../../local/application/request";
import { type GunicornOptions, startGunicorn } from "../../local/application/start";
import { percentile } from "../../local/verify/percentile";
import { COMMON_VARIABLES, type Variant } from "./variants";

/** Clock ticks per second in /proc/<pid>/stat. Source: proc(5); the value is the same on all current Linux systems. */
const TICKS_PER_SECOND = 100;

interface Round {
  /** Milliseconds per request. */
  readonly cpu: number;
  readonly p50: number;
  readonly p95: number;
}

/** The medians of all rounds, in milliseconds per request. */
export interface Overhead extends Round {
  readonly name: string;
  /** CPU time in addition to the first variant, by the median of the differences of each round. */
  readonly added: number;
}

/**
 * Runs all variants at the same time, and sends the requests to one after the other, in rounds, so that a change of the
 * machine's speed affects all of them. One request at a time, to one worker.
 */
export async function measureOverhead(
  options: GunicornOptions,
  variants: readonly Variant[],
  requests: readonly ApplicationRequest[],
  rounds: number,
): Promise<readonly Overhead[]> {
  const servers = [];
  for (const { name, app, variables } of variants) {
    const logDir = join(options.logDir, name.replaceAll(/\W+/g, "-"));
    const args = ["--workers", "1", app];
    servers.push({
      ...(await startGunicorn({ ...options, logDir }, { ...COMMON_VARIABLES, ...variables }, ...args)),
      measured: new Array<Round>(),
    });
  }
  // Imports, caches and connections.
  for (const { url, program } of servers) await runRound(url, program.pid, requests);
  for (let round = 0; round < rounds; round += 1)
    for (let index = 0; index < servers.length; index += 1) {
      // Another order in each round.
      const server = servers[(round + index) % servers.length];
      if (server) server.measured.push(await runRound(server.url, server.program.pid, requests));
    }
  const floor = servers[0]?.measured ?? [];
  return servers.map(({ measured }, index) => ({
    name: variants[index]?.name ?? "",
    cpu: median(measured.map(({ cpu }) => cpu)),
    added: median(measured.map(({ cpu }, round) => cpu - (floor[round]?.cpu ?? Number.NaN))),
    p50: median(measured.map(({ p50 }) => p50)),
    p95: median(measured.map(({ p95 }) => p95)),
  }));
}

async function runRound(url: string, pid: number, requests: readonly ApplicationRequest[]): Promise<Round> {
  const times: number[] = [];
  const before = cpuMs(pid);
  for (const { method, path, headers, body } of requests) {
    const start = performance.now();
    const response = await fetch(url + path, {
      method,
      headers,
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    await response.text();
    times.push(performance.now() - start);
  }
  return {
    cpu: (cpuMs(pid) - before) / requests.length,
    p50: percentile(times, 50),
    p95: percentile(times, 95),
  };
}

/** CPU time of gunicorn and of its workers, with all their threads, in milliseconds. */
function cpuMs(pid: number): number {
  const workers = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim().split(" ").map(Number);
  const ticks = [pid, ...workers].map((process) => {
    // The fields after the name, which can contain spaces: utime and stime are the fields 14 and 15 of all.
    const fields = readFileSync(`/proc/${process}/stat`, "utf8").split(") ")[1]?.split(" ") ?? [];
    return Number(fields[11]) + Number(fields[12]);
  });
  return (ticks.reduce((sum, count) => sum + count, 0) / TICKS_PER_SECOND) * 1_000;
}

function median(values: readonly number[]): number {
  return percentile(values, 50);
}
