/** Runs the floor and the forwarder's bundle in turns, on the same lines, and measures the CPU time of both. */
import { createRequire } from "node:module";
import { runFloor } from "../floor";
import { CONTEXT, invocationOf } from "../invocation";
import type { Handler, RoundsReply, RoundsRequest } from "../rounds";
import { linesOf } from "../workloads";

process.on("disconnect", () => process.exit(0));
process.on("message", (request: RoundsRequest) => {
  void run(request).then((reply) => process.send?.(reply));
});

async function run({ bundle, workload, lines, rounds, warmUpRounds }: RoundsRequest): Promise<RoundsReply> {
  const { handler } = createRequire(__filename)(bundle) as { readonly handler: Handler };
  const measured: RoundsReply["rounds"][number][] = [];
  let events = 0;
  for (let round = -warmUpRounds; round < rounds; round += 1) {
    const now = Date.now();
    // Other lines in each round, so that nothing is cached.
    const roundLines = linesOf({ workload, seed: 1_000 + round, lines, now });
    const invocation = invocationOf(roundLines, now + round);
    events += roundLines.length;
    const floor = await measure(() => runFloor(invocation));
    const forwarder = await measure(() => handler(invocation, CONTEXT));
    if (round >= 0)
      measured.push({ floorCpuMs: floor.cpuMs, cpuMs: forwarder.cpuMs, wallMs: forwarder.wallMs });
  }
  return { rounds: measured, events };
}

async function measure(work: () => unknown): Promise<{ readonly cpuMs: number; readonly wallMs: number }> {
  // Otherwise the work pays for the garbage of the work before it.
  globalThis.gc?.();
  const [cpu, start] = [process.cpuUsage(), performance.now()];
  await work();
  const { user, system } = process.cpuUsage(cpu);
  return { cpuMs: (user + system) / 1_000, wallMs: performance.now() - start };
}
