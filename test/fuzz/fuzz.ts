import { randomStream, weighted } from "../simulation/random";
import { type Target, TARGETS, type FuzzCase } from "./targets";

export interface FuzzResult {
  readonly inputs: number;
  readonly byTarget: Readonly<Record<string, number>>;
  readonly slowest: { readonly cpuMs: number; readonly target: string; readonly input: number };
  readonly failures: readonly Failure[];
}

export interface Failure {
  readonly target: string;
  /** Number of the input, which gives it again with the same seed. */
  readonly input: number;
  readonly reason: string;
}

/**
 * More is a hang, in milliseconds of CPU time: twenty times what the slowest input takes. Time on the clock would
 * depend on what else the machine does.
 */
const HANG_CPU_MS = 100;

/** An input that seemed slow is read again as often: what is slow each time is slow itself. */
const SLOW_INPUT_RETRIES = 3;

/** Of more failures nobody learns more. */
const MAX_FAILURES = 20;

const INPUT_RANDOM_STREAM = 2;

/** Feeds the readers with mutated inputs: every one comes out again, in time, or is kept with a reason. */
export async function fuzz(seed: number, numbers: Iterable<number>): Promise<FuzzResult> {
  const failures: Failure[] = [];
  const byTarget: Record<string, number> = {};
  let slowest = { cpuMs: 0, target: "", input: 0 };
  let inputs = 0;
  for (const input of numbers) {
    const { target, fuzzCase } = drawCase(seed, input);
    const { reasons, cpuMs } = await runCase(fuzzCase);
    inputs += 1;
    byTarget[target.name] = (byTarget[target.name] ?? 0) + 1;
    if (cpuMs > slowest.cpuMs) slowest = { cpuMs, target: target.name, input };
    failures.push(...reasons.map((each) => ({ target: target.name, input, reason: each })));
    if (failures.length >= MAX_FAILURES) break;
  }
  return { inputs, byTarget, slowest, failures };
}

function drawCase(seed: number, input: number): { readonly target: Target; readonly fuzzCase: FuzzCase } {
  const random = randomStream(seed, input, INPUT_RANDOM_STREAM);
  const target = weighted(
    random,
    TARGETS.map((each) => [each.weight, each] as const),
  );
  return { target, fuzzCase: target.draw(random) };
}

async function runCase(
  fuzzCase: FuzzCase,
): Promise<{ readonly reasons: readonly string[]; readonly cpuMs: number }> {
  let fastest = Infinity;
  let how: readonly string[] = [];
  for (let time = 0; time === 0 || (fastest > HANG_CPU_MS / 2 && time <= SLOW_INPUT_RETRIES); time += 1) {
    const start = process.cpuUsage();
    how = await runChecks(fuzzCase);
    const { user, system } = process.cpuUsage(start);
    fastest = Math.min(fastest, (user + system) / 1_000);
  }
  const isHang = fastest > HANG_CPU_MS;
  return {
    reasons: isHang ? [...how, `it took ${Math.round(fastest)} ms of CPU time`] : how,
    cpuMs: fastest,
  };
}

async function runChecks(fuzzCase: FuzzCase): Promise<readonly string[]> {
  try {
    return await fuzzCase();
  } catch (error) {
    return [`it crashed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`];
  }
}
