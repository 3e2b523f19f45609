import type { SinkName } from "../../../catalog";
import type { SinkBuilder } from "../../../lambda/delivery/sink-provider";
import { TIMEOUT_MS as DATADOG_TIMEOUT_MS } from "../../../lambda/delivery/sinks/datadog/limits";
import { TIMEOUT_MS as OPENSEARCH_TIMEOUT_MS } from "../../../lambda/delivery/sinks/opensearch/limits";
import { TIMEOUT_MS as SENTRY_TIMEOUT_MS } from "../../../lambda/delivery/sinks/sentry/limits";
import type { Attempt, Item, Sink, Verdict } from "../../../lambda/delivery/sinks/sink";
import { type Treatment, treat, UNTOUCHED } from "../faults/sink-faults";
import { type Plan, troublesOf } from "../plan";
import { chance, type Random } from "../random";
import type { Agenda } from "./event-loop";
import type { Intakes } from "./intakes";
import type { Acted, Process } from "./process";
import type { Timeline } from "./timeline";
import { transmit } from "./transmit";

const TIMEOUTS: Readonly<Record<SinkName, number>> = {
  opensearch: OPENSEARCH_TIMEOUT_MS,
  sentry: SENTRY_TIMEOUT_MS,
  datadog: DATADOG_TIMEOUT_MS,
};

/** How long a sink takes to answer, in virtual milliseconds. */
const ANSWER_MS = { from: 5, to: 60 };

/** A request that waits for a renewed secret is under way, and may still go out, in virtual milliseconds. */
const UNDER_WAY_MS = 100;

export interface WireOptions {
  readonly plan: Plan;
  readonly agenda: Agenda;
  readonly timeline: Timeline;
  readonly random: Random;
  readonly intakes: Intakes;
  /** Is told of a batch that was sent although the sink had asked the process for silence. */
  readonly disturbed: (sink: SinkName) => void;
}

/**
 * Puts the wire between a sink and its intake: the sink's own code sends over real connections, one batch at a time, in
 * whatever trouble the plan has for it. What passes of virtual time is worked out here; real time plays no part.
 */
export function onTheWire(
  process: Process,
  options: WireOptions,
  sent: (eventIds: readonly string[]) => void,
) {
  const { plan, agenda, timeline, random, intakes, disturbed } = options;
  const silences = new Map<SinkName, { readonly from: number; readonly until: number }>();

  return ({ route, build }: SinkBuilder): SinkBuilder => ({
    route,
    async build(): Promise<Sink> {
      const sink = await build();
      const limits = { ...sink.limits, maxItems: Math.min(sink.limits.maxItems, plan.itemsPerRequest) };
      return { ...sink, limits, send: (batch, attempt) => send(sink, batch, attempt) };
    },
  });

  async function send(sink: Sink, batch: readonly Item[], attempt: Attempt): Promise<readonly Verdict[]> {
    const timeoutMs = Math.min(TIMEOUTS[sink.name], attempt.timeoutMs);
    const silence = silences.get(sink.name);
    const isBegunInSilence = silence !== undefined && agenda.now() >= silence.from;
    const { verdicts, until } = await process.effect(async (amid): Promise<Acted<Sent>> => {
      sent(batch.map(({ event }) => event.id));
      const drawn = treatmentOf(sink.name, batch);
      const ownMs = random.integer(ANSWER_MS.from, ANSWER_MS.to) + Math.floor(drawn.timeouts * timeoutMs);
      const isLate = drawn.isSilent || ownMs >= timeoutMs;
      const heard = isLate && !drawn.isSilent ? neverAnswered(drawn) : drawn;
      let arrivals = 0;
      const isDisturbed = isBegunInSilence && agenda.now() < silence.until;
      const verdicts = await transmit({
        ...{ sink, batch, intakes, repeated: attempt.repeated },
        treatment: amid ? dyingAmid(batch, heard) : heard,
        arrived() {
          arrivals += 1;
          if (isDisturbed) disturbed(sink.name);
        },
      });
      const value = { verdicts, until: isLate || arrivals === 0 ? 0 : drawn.silentUntil };
      return { tookMs: isLate ? timeoutMs : ownMs, value };
    });
    if (until > (silence?.until ?? 0)) silences.set(sink.name, { from: agenda.now() + UNDER_WAY_MS, until });
    return verdicts;
  }

  function treatmentOf(sink: SinkName, batch: readonly Item[]): Treatment {
    const trouble = troublesOf(plan, "sink").find(
      (each) => each.sink === sink && timeline.isWithin(each) && chance(random, each.share),
    );
    return trouble ? treat(trouble, batch, random, agenda.now()) : UNTOUCHED;
  }
}

interface Sent {
  readonly verdicts: readonly Verdict[];
  readonly until: number;
}

/** Takes what it would have taken, but its answer comes too late. */
function neverAnswered(treatment: Treatment): Treatment {
  return {
    ...treatment,
    faultOf: (ids) => ({ ...treatment.faultOf(ids), connection: "silent" }),
  };
}

/** Half of what is sent at once arrives; the process will not see an answer. */
function dyingAmid(batch: readonly Item[], treatment: Treatment): Treatment {
  const arrived = new Set(batch.slice(0, batch.length / 2).map(({ event }) => event.id));
  return {
    ...treatment,
    faultOf: (ids) => (ids.every((id) => arrived.has(id)) ? treatment.faultOf(ids) : { connection: "reset" }),
  };
}
