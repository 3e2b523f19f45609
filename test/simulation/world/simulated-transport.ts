import type { SinkName } from "../../../catalog";
import type { SinkBuilder } from "../../../lambda/delivery/sink-provider";
import { TIMEOUT_MS as DATADOG_TIMEOUT_MS } from "../../../lambda/delivery/sinks/datadog/limits";
import { TIMEOUT_MS as OPENSEARCH_TIMEOUT_MS } from "../../../lambda/delivery/sinks/opensearch/limits";
import { TIMEOUT_MS as SENTRY_TIMEOUT_MS } from "../../../lambda/delivery/sinks/sentry/limits";
import type { Attempt, Item, Sink, Verdict } from "../../../lambda/delivery/sinks/sink";
import { type FaultInjection, resolveSinkFault, NO_FAULT } from "../faults/sink-faults";
import { type Plan, faultsOf } from "../plan";
import { chance, type Random } from "../random";
import type { EventLoop } from "./event-loop";
import type { EffectResult, ExecutionEnvironment } from "./execution-environment";
import type { Intakes } from "./intakes";
import { sendToIntake } from "./send-to-intake";
import type { Timeline } from "./timeline";

const TIMEOUTS: Readonly<Record<SinkName, number>> = {
  opensearch: OPENSEARCH_TIMEOUT_MS,
  sentry: SENTRY_TIMEOUT_MS,
  datadog: DATADOG_TIMEOUT_MS,
};

/** Response time of a sink, in virtual milliseconds. */
const RESPONSE_TIME_MS = { from: 5, to: 60 };

/** A request that waits for a rotated secret is already in flight and may still be sent, in virtual milliseconds. */
const IN_FLIGHT_MS = 100;

export interface TransportOptions {
  readonly plan: Plan;
  readonly eventLoop: EventLoop;
  readonly timeline: Timeline;
  readonly random: Random;
  readonly intakes: Intakes;
  /** Called for a batch that is sent although the process has received a rate limit. */
  readonly onRateLimitViolation: (sink: SinkName) => void;
  /** Called with the events of a batch that the sink judges to be invalid or too large. */
  readonly onJudged: (sink: SinkName, eventIds: readonly string[]) => void;
}

/**
 * Wraps a sink: its own code sends one batch at a time over real connections, under the faults of the plan. Virtual
 * time is computed here; real time has no effect.
 */
export function withSimulatedTransport(
  executionEnvironment: ExecutionEnvironment,
  options: TransportOptions,
  onSent: (eventIds: readonly string[]) => void,
) {
  const { plan, eventLoop, timeline, random, intakes, onRateLimitViolation, onJudged } = options;
  const rateLimits = new Map<SinkName, { readonly from: number; readonly until: number }>();

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
    const rateLimit = rateLimits.get(sink.name);
    const startedWhileRateLimited = rateLimit !== undefined && eventLoop.now() >= rateLimit.from;
    const { verdicts, until } = await executionEnvironment.effect(
      async (isKilledDuring): Promise<EffectResult<SendResult>> => {
        onSent(batch.map(({ event }) => event.id));
        const drawn = drawFaultInjection(sink.name, batch);
        onJudged(
          sink.name,
          batch.map(({ event }) => event.id).filter((id) => drawn.judges(id)),
        );
        const responseMs =
          random.integer(RESPONSE_TIME_MS.from, RESPONSE_TIME_MS.to) +
          Math.floor(drawn.timeoutFraction * timeoutMs);
        const isLate = drawn.hasNoResponse || responseMs >= timeoutMs;
        const effective = isLate && !drawn.hasNoResponse ? withoutResponse(drawn) : drawn;
        let requestCount = 0;
        const violatesRateLimit = startedWhileRateLimited && eventLoop.now() < rateLimit.until;
        const verdicts = await sendToIntake({
          ...{ sink, batch, intakes, mayBeDuplicate: attempt.mayBeDuplicate },
          faults: isKilledDuring ? withPartialDelivery(batch, effective) : effective,
          onRequest() {
            requestCount += 1;
            if (violatesRateLimit) onRateLimitViolation(sink.name);
          },
        });
        const value = { verdicts, until: isLate || requestCount === 0 ? 0 : drawn.rateLimitedUntil };
        return { durationMs: isLate ? timeoutMs : responseMs, value };
      },
    );
    if (until > (rateLimit?.until ?? 0))
      rateLimits.set(sink.name, { from: eventLoop.now() + IN_FLIGHT_MS, until });
    return verdicts;
  }

  function drawFaultInjection(sink: SinkName, batch: readonly Item[]): FaultInjection {
    const fault = faultsOf(plan, "sink").find(
      (each) => each.sink === sink && timeline.isActive(each) && chance(random, each.probability),
    );
    return fault ? resolveSinkFault(fault, batch, random, eventLoop.now()) : NO_FAULT;
  }
}

interface SendResult {
  readonly verdicts: readonly Verdict[];
  readonly until: number;
}

/** The sink accepts the same events, but its response arrives after the timeout. */
function withoutResponse(faults: FaultInjection): FaultInjection {
  return {
    ...faults,
    faultOf: (ids) => ({ ...faults.faultOf(ids), connection: "no-response" }),
  };
}

/** Half of the events arrive; the process receives no response. */
function withPartialDelivery(batch: readonly Item[], faults: FaultInjection): FaultInjection {
  const deliveredIds = new Set(batch.slice(0, batch.length / 2).map(({ event }) => event.id));
  return {
    ...faults,
    faultOf: (ids) =>
      ids.every((id) => deliveredIds.has(id)) ? faults.faultOf(ids) : { connection: "reset" },
  };
}
