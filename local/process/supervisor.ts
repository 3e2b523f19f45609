import { spawn } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";
import type { Command } from "./command";
import { CommandError } from "./command-error";
import { OrphanGuard } from "./orphan-guard";

const GRACE_MS = 8_000;
const POLL_MS = 100;
/**
 * The wait is limited because in a container without an init process, ended processes stay listed. The limit is a
 * number of polls, not a time: on a busy machine, programs end later and polls are further apart.
 */
const CLEARING_POLLS = 50;
const REAP_POLL_MS = 10;

interface ProcessExit {
  readonly succeeded: boolean;
  /** Continues a sentence that begins with the program's name, for example "ended with exit code 1". */
  readonly description: string;
}

/** A running program with its process group. */
export interface RunningProgram {
  readonly command: Command;
  readonly pid: number;
  /** Never rejects. */
  readonly exit: Promise<ProcessExit>;
}

/**
 * Starts programs and ends them, with all their child processes: on `stop`, in reverse order; and with an orphan guard
 * if this process ends first.
 */
export class Supervisor {
  private readonly running: RunningProgram[] = [];
  /** Programs that were stopped on purpose: their end is not a failure. */
  private readonly stoppedOnPurpose = new WeakSet<RunningProgram>();
  private readonly graceMs: number;
  private readonly guard = new OrphanGuard();
  private stopping: Promise<void> | undefined;
  private reportFailure: (error: CommandError) => void = () => undefined;

  /** Resolves with the reason if a program from `start` ends unexpectedly. */
  readonly failure = new Promise<CommandError>((resolve) => {
    this.reportFailure = resolve;
  });

  /** @param options `graceMs`: how long a program has to end after SIGTERM, before SIGKILL */
  constructor({ graceMs = GRACE_MS }: { readonly graceMs?: number } = {}) {
    this.graceMs = graceMs;
  }

  /** Starts a program that must keep running. */
  start(command: Command): RunningProgram {
    const program = this.spawn(command);
    void program.exit.then(({ description }) => {
      if (!this.stopping && !this.stoppedOnPurpose.has(program))
        this.reportFailure(new CommandError(command, description));
    });
    return program;
  }

  /**
   * Runs a program until it ends.
   * @throws CommandError if it fails or exceeds the timeout
   */
  async run(command: Command, { timeoutMs }: { readonly timeoutMs: number }): Promise<void> {
    const program = this.spawn(command);
    const onTimeout = { succeeded: false, description: `did not finish within ${timeoutMs / 1_000} s` };
    const { succeeded, description } = await withTimeout(timeoutMs, program.exit, onTimeout);
    await this.stopProgram(program);
    if (!succeeded) throw new CommandError(command, description);
  }

  /**
   * Waits until a program is ready.
   * @throws CommandError if it ends or exceeds the timeout
   */
  async waitUntilReady(
    program: RunningProgram,
    isReady: () => Promise<boolean>,
    { timeoutMs }: { readonly timeoutMs: number },
  ): Promise<void> {
    let exit: ProcessExit | undefined;
    void program.exit.then((result) => {
      exit = result;
    });
    const deadline = Date.now() + timeoutMs;
    while (Date.now() < deadline) {
      if (exit) throw new CommandError(program.command, exit.description);
      if (await isReady().catch(() => false)) return;
      await wait(POLL_MS);
    }
    throw new CommandError(program.command, `did not answer within ${timeoutMs / 1_000} s`);
  }

  /** Process groups of all running programs. */
  get groups(): readonly number[] {
    return this.running.map(({ pid }) => pid);
  }

  /** Ends all programs, the last started first. */
  stop(): Promise<void> {
    this.stopping ??= (async () => {
      for (const program of this.running.toReversed()) await this.stopProgram(program);
      this.guard.stop();
    })();
    return this.stopping;
  }

  private spawn(command: Command): RunningProgram {
    if (this.stopping) throw new CommandError(command, "was not started, because the platform is stopping");
    const log = openSync(command.logFile, "a");
    const child = spawn(command.file, command.args, {
      cwd: command.cwd,
      env: command.env,
      stdio: ["ignore", log, log],
      detached: true,
      ...command.user,
    });
    closeSync(log);
    const exit = new Promise<ProcessExit>((resolve) => {
      child.once("error", (error: NodeJS.ErrnoException) => {
        resolve({ succeeded: false, description: `could not be started (${error.code ?? error.message})` });
      });
      child.once("exit", (code, signal) => {
        const description =
          code === null ? `was ended by ${signal ?? "a signal"}` : `ended with exit code ${code}`;
        resolve({ succeeded: code === 0, description });
      });
    });
    // A program that could not be started has no process id.
    const program = { command, pid: child.pid ?? 0, exit };
    if (program.pid > 0) this.running.push(program);
    this.guard.setProcessGroups(this.groups);
    return program;
  }

  /** Ends one program and its child processes. */
  async stopProgram(program: RunningProgram): Promise<void> {
    this.stoppedOnPurpose.add(program);
    if (program.pid > 0) {
      signalGroup(program.pid, "SIGTERM");
      await withTimeout(this.graceMs, program.exit, undefined);
      signalGroup(program.pid, "SIGKILL");
      await program.exit;
      await waitForGroupExit(program.pid);
    }
    const index = this.running.indexOf(program);
    if (index >= 0) this.running.splice(index, 1);
    this.guard.setProcessGroups(this.groups);
  }
}

/** The result of a promise, or `otherwise` after the timeout. */
async function withTimeout<T, E>(timeoutMs: number, promise: Promise<T>, otherwise: E): Promise<T | E> {
  const timeout = new AbortController();
  const onTimeout = wait(timeoutMs, otherwise, { signal: timeout.signal }).catch(() => otherwise);
  return Promise.race([promise, onTimeout]).finally(() => {
    timeout.abort();
  });
}

/** Signals a process group. @returns false if all its processes have ended */
function signalGroup(group: number, signal: NodeJS.Signals | 0): boolean {
  try {
    process.kill(-group, signal);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
    return false;
  }
}

/** Waits until the killed processes are gone and their ports are free. */
async function waitForGroupExit(group: number): Promise<void> {
  for (let poll = 0; poll < CLEARING_POLLS && signalGroup(group, 0); poll += 1) await wait(REAP_POLL_MS);
}
