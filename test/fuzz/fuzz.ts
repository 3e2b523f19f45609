import { randomOf, weighted } from "../simulation/random";
import { type Target, TARGETS, type Trial } from "./targets";

export interface Fuzzed {
  readonly inputs: number;
  readonly byTarget: Readonly<Record<string, number>>;
  readonly slowest: { readonly cpuMs: number; readonly target: string; readonly input: number };
  readonly failures: readonly Failure[];
}

export interface Failure {
  readonly target: string;
  /** Number of the input, which gives it again with the same seed. */
  readonly input: number;
  readonly how: string;
}

/**
 * More is a hang, in milliseconds of CPU time: twenty times what the slowest input takes. Time on the clock would
 * depend on what else the machine does.
 */
const HANG_CPU_MS = 100;

/** An input that seemed slow is read again as often: what is slow each time is slow itself. */
const READ_AGAIN = 3;

/** Of more failures nobody learns more. */
const MAX_FAILURES = 20;

const FOR_AN_INPUT = 2;

/** Feeds the readers with mutated inputs: every one comes out again, in time, or is kept with a reason. */
export async function fuzz(seed: number, numbers: Iterable<number>): Promise<Fuzzed> {
  const failures: Failure[] = [];
  const byTarget: Record<string, number> = {};
  let slowest = { cpuMs: 0, target: "", input: 0 };
  let inputs = 0;
  for (const input of numbers) {
    const { target, trial } = drawTrial(seed, input);
    const { how, cpuMs } = await tryOut(trial);
    inputs += 1;
    byTarget[target.name] = (byTarget[target.name] ?? 0) + 1;
    if (cpuMs > slowest.cpuMs) slowest = { cpuMs, target: target.name, input };
    failures.push(...how.map((each) => ({ target: target.name, input, how: each })));
    if (failures.length >= MAX_FAILURES) break;
  }
  return { inputs, byTarget, slowest, failures };
}

function drawTrial(seed: number, input: number): { readonly target: Target; readonly trial: Trial } {
  const random = randomOf(seed, input, FOR_AN_INPUT);
  const target = weighted(
    random,
    TARGETS.map((each) => [each.share, each] as const),
  );
  return { target, trial: target.draw(random) };
}

async function tryOut(trial: Trial): Promise<{ readonly how: readonly string[]; readonly cpuMs: number }> {
  let fastest = Infinity;
  let how: readonly string[] = [];
  for (let time = 0; time === 0 || (fastest > HANG_CPU_MS / 2 && time <= READ_AGAIN); time += 1) {
    const start = process.cpuUsage();
    how = await outcomeOf(trial);
    const { user, system } = process.cpuUsage(start);
    fastest = Math.min(fastest, (user + system) / 1_000);
  }
  const isHang = fastest > HANG_CPU_MS;
  return {
    how: isHang ? [...how, `it took ${Math.round(fastest)} ms of CPU time`] : how,
    cpuMs: fastest,
  };
}

async function outcomeOf(trial: Trial): Promise<readonly string[]> {
  try {
    return await trial();
  } catch (error) {
    return [`it crashed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`];
  }
}
