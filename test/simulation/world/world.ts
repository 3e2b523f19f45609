import { PARKED_PREFIX, SINK_NAMES, type SinkName } from "../../../catalog";
import { type Plan, troublesOf, type Upset } from "../plan";
import { randomOf } from "../random";
import { type Bucket, createBucket } from "./bucket";
import { createLane, type Lane } from "./delivery-pipeline";
import { createDirect } from "./direct";
import { createAgenda } from "./event-loop";
import type { FunctionOptions } from "./functions";
import { type Impostor, type Intakes, startIntakes } from "./intakes";
import { createKinesis } from "./kinesis";
import type { Platform } from "./platform";
import { createReplayQueue, type ReplayQueue } from "./replay-queue";
import { BEGINNING, createTimeline, TROUBLES_END } from "./timeline";
import { createJournal, type Ended, type Journal } from "./trace";
import { type WrittenPayload, writeTraffic } from "./written";

/** All there is in one run of a plan, for the laws to look at. */
export interface World {
  readonly plan: Plan;
  readonly written: readonly WrittenPayload[];
  readonly intakes: Intakes;
  readonly bucket: Bucket;
  readonly queue: ReplayQueue;
  readonly platform: Platform;
  readonly journal: Journal;
  /** Payloads that CloudWatch Logs has handed over by now. */
  readonly taken: ReadonlySet<WrittenPayload>;
  /** Payloads that somebody had to give back by hand. */
  readonly redriven: () => number;
}

/** Purposes of randomness: what is drawn for one changes nothing for the other. */
const FOR_THE_WORLD = 1;

/**
 * Runs a plan: traffic and troubles first, then the calm in which everything has to come home. `watch` is called after
 * each invocation, `after` when everything has come to rest.
 */
export async function runWorld(
  plan: Plan,
  impostor: Impostor,
  watch: (world: World, invocation: Ended) => void,
  after: (world: World) => void,
): Promise<void> {
  const agenda = createAgenda(BEGINNING);
  const timeline = createTimeline(agenda);
  const random = randomOf(plan.seed, plan.number, FOR_THE_WORLD);
  const intakes = await startIntakes(agenda.now, impostor);
  try {
    const announce = (key: string) => {
      queue.announce(key);
    };
    const bucket = createBucket({ plan, timeline, random, announce });
    const journal = createJournal((invocation) => {
      watch(world, invocation);
    });
    const disturbed = (sink: SinkName) => {
      journal.disturbed(sink);
    };
    const options: FunctionOptions = { plan, agenda, timeline, random, intakes, bucket, disturbed };
    const lanes = sharesOf(plan).map((sinks) =>
      createLane(sinks, options, journal, (process) => queue.hideFor(process)),
    );
    const laneOf = (sink: SinkName) => lanes.find(({ sinks }) => sinks.includes(sink)) ?? first(lanes);
    const queue: ReplayQueue = createReplayQueue(plan, agenda, timeline, laneOf);
    const platform =
      plan.topology === "direct" ? createDirect(first(lanes), agenda) : createKinesis(lanes, plan, agenda);
    const taken = new Set<WrittenPayload>();
    let redriven = 0;
    const written = writeTraffic(plan, BEGINNING);
    const world: World = {
      ...{ plan, written, intakes, bucket, queue, platform, journal, taken },
      redriven: () => redriven,
    };

    for (const payload of written) {
      timeline.at(payload.at, () => {
        taken.add(payload);
        platform.take(payload);
      });
    }
    for (const upset of [...troublesOf(plan, "rollover"), ...troublesOf(plan, "stray")]) {
      timeline.at(upset.at, () => {
        befall(upset, { intakes, bucket, queue, lane: first(lanes) });
      });
    }
    await agenda.run(BEGINNING + TROUBLES_END * 1_000);
    for (const lane of lanes) lane.deploy();
    redriven = platform.redrive();
    await agenda.run();
    after(world);
  } finally {
    await intakes.close();
  }
}

function sharesOf({ topology }: Plan): readonly (readonly SinkName[])[] {
  return topology === "direct" ? [SINK_NAMES] : SINK_NAMES.map((sink) => [sink]);
}

function first(lanes: readonly Lane[]): Lane {
  const [lane] = lanes;
  if (!lane) throw new Error("there is no lane");
  return lane;
}

interface Befallen {
  readonly intakes: Intakes;
  readonly bucket: Bucket;
  readonly queue: ReplayQueue;
  readonly lane: Lane;
}

function befall(
  upset: Extract<Upset, { what: "rollover" | "stray" }>,
  { intakes, bucket, queue, lane }: Befallen,
): void {
  switch (upset.what) {
    case "rollover":
      intakes.rollover(upset.log);
      break;
    case "stray":
      switch (upset.is) {
        case "object":
          bucket.put(`${PARKED_PREFIX}sentry/${STRAY}`, Buffer.from(STRAY));
          break;
        case "message":
          queue.send(lane, STRAY);
          break;
        case "test event":
          queue.send(lane, JSON.stringify({ Event: "s3:TestEvent" }));
          break;
      }
  }
}

/** Neither a parked object nor an announcement. */
export const STRAY = "put here by hand";
