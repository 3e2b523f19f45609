import type { SinkName } from "../../catalog";
import { startProcess } from "./child-process";
import type { Bench } from "./bench";
import type { DelayMs } from "./intakes";
import type { Workload } from "./workloads";

/** The handler of the forwarder's bundle. */
export type Handler = (event: unknown, context: object) => Promise<unknown>;

export interface RoundsRequest {
  readonly bundle: string;
  readonly workload: Workload;
  readonly lines: number;
  readonly rounds: number;
  /** Rounds before, for the compiler and the connections. */
  readonly warmUpRounds: number;
}

export interface RoundsReply {
  readonly rounds: readonly Round[];
  /** Number of events in all rounds, with those of the warm-up. */
  readonly events: number;
}

export interface Round {
  readonly floorCpuMs: number;
  readonly cpuMs: number;
  readonly wallMs: number;
}

export interface RoundsOptions extends Omit<RoundsRequest, "bundle"> {
  readonly sinks: readonly SinkName[];
  readonly delayMs?: DelayMs;
}

/**
 * Measures the floor and the forwarder in turns, in a process of their own.
 * @throws Error if a sink that receives all events did not receive each once
 */
export async function measureRounds(
  { scripts, bundle, intakes }: Bench,
  { sinks, delayMs, ...request }: RoundsOptions,
): Promise<readonly Round[]> {
  const child = startProcess<RoundsRequest, RoundsReply>({
    script: scripts.rounds,
    variables: intakes.variables(sinks, delayMs),
    nodeOptions: ["--expose-gc"],
  });
  try {
    await intakes.takeAccepted();
    const { rounds, events } = await child.ask({ bundle, ...request });
    const expected = events * sinks.filter((sink) => sink !== "sentry").length;
    const accepted = await intakes.takeAccepted();
    if (accepted < expected || (!sinks.includes("sentry") && accepted > expected))
      throw new Error(`the intakes of ${sinks.join(", ")} accepted ${accepted} events, expected ${expected}`);
    return rounds;
  } finally {
    await child.stop();
  }
}
