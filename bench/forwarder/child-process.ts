import { type ChildProcess, fork, spawn } from "node:child_process";
import { once } from "node:events";
import type { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { CPU_TIME_FD } from "./report-cpu-time";

export interface ProcessOptions {
  readonly script: string;
  readonly args?: readonly string[];
  readonly variables?: Readonly<Record<string, string>>;
  /** Options of Node.js. */
  readonly nodeOptions?: readonly string[];
}

/** A Node.js process that answers requests, one at a time. */
export interface AnsweringProcess<Request, Reply> {
  /** @throws Error if the process ends before it answers */
  ask(request: Request): Promise<Reply>;
  stop(): Promise<void>;
}

/** Its standard output, the log of the forwarder, is discarded. It ends by itself if this process does. */
export function startProcess<Request extends object, Reply>(
  options: ProcessOptions,
): AnsweringProcess<Request, Reply> {
  const child = fork(options.script, [...(options.args ?? [])], {
    env: environment(options),
    execArgv: [...(options.nodeOptions ?? [])],
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  return {
    async ask(request) {
      const answered = new AbortController();
      try {
        const ended = once(child, "exit", { signal: answered.signal }).then(() => {
          throw new Error(describeExit(options.script, child));
        });
        const reply = once(child, "message", { signal: answered.signal });
        child.send(request);
        const [message] = (await Promise.race([reply, ended])) as [Reply];
        return message;
      } finally {
        answered.abort();
      }
    },
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, "exit");
      child.kill("SIGKILL");
      await ended;
    },
  };
}

/**
 * Runs a script to its end.
 * @returns milliseconds from start to end, and of CPU
 * @throws Error if it fails
 */
export async function timeProcess(
  options: ProcessOptions,
): Promise<{ readonly wallMs: number; readonly cpuMs: number }> {
  const start = performance.now();
  const child = spawn(
    process.execPath,
    [...(options.nodeOptions ?? []), options.script, ...(options.args ?? [])],
    { env: environment(options), stdio: ["ignore", "ignore", "inherit", "pipe"] },
  );
  const cpuTime = text(child.stdio[CPU_TIME_FD] as Readable);
  const [code] = (await once(child, "exit")) as [number | null];
  const wallMs = performance.now() - start;
  if (code !== 0) throw new Error(describeExit(options.script, child));
  return { wallMs, cpuMs: Number(await cpuTime) };
}

/** No variable of the caller, such as `NODE_OPTIONS`, may change a measurement. */
function environment({ variables = {} }: ProcessOptions): NodeJS.ProcessEnv {
  // The AWS SDK warns about versions of Node.js that it will not support.
  return { PATH: process.env["PATH"], NODE_NO_WARNINGS: "1", ...variables };
}

function describeExit(script: string, { exitCode, signalCode }: ChildProcess): string {
  return `${script} ended with ${exitCode === null ? `signal ${signalCode}` : `exit code ${exitCode}`}; its error is above`;
}
