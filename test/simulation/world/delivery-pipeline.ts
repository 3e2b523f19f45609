import type { SinkName } from "../../../catalog";
import type { InvocationReport } from "../../../lambda/forwarder/report";
import { type FunctionKind, faultsOf } from "../plan";
import { chance } from "../random";
import type { InvocationResult, FaultBudget, ExecutionEnvironment } from "./execution-environment";
import {
  type FunctionOptions,
  type FunctionInstance,
  startForwarder,
  startReplay,
  type FunctionCallbacks,
} from "./functions";
import type { GeneratedPayload } from "./generate-payloads";
import type { Trace, StoredObject, ReplayReport } from "./trace";

/** What the latest invocation of a process did. */
interface Observations {
  report?: InvocationReport;
  puts: StoredObject[];
  sentEventIds: string[];
  replays: ReplayReport[];
}

function noObservations(): Observations {
  return { puts: [], sentEventIds: [], replays: [] };
}

interface ObservedInstance extends FunctionInstance {
  readonly observations: Observations;
}

/** The forwarder and the replay of some sinks, with one process for each concurrent invocation. */
export interface DeliveryPipeline {
  readonly sinks: readonly SinkName[];
  invokeForwarder(
    event: unknown,
    payloads: readonly GeneratedPayload[],
    onEnded: (result: InvocationResult) => void,
  ): void;
  invokeReplay(event: unknown, onEnded: (result: InvocationResult) => void): void;
  /** Simulates a deployment: later invocations start new processes. */
  deploy(): void;
}

export type ExtendVisibility = (
  executionEnvironment: ExecutionEnvironment,
) => (receiptHandle: string, seconds: number) => Promise<void>;

/** The probability that an invocation reuses an idle process. */
const WARM_START_PROBABILITY = 0.8;

export function createDeliveryPipeline(
  sinks: readonly SinkName[],
  options: FunctionOptions,
  trace: Trace,
  extendVisibility: ExtendVisibility,
): DeliveryPipeline {
  const { plan, timeline, random, eventLoop } = options;
  const pools: Record<FunctionKind, ObservedInstance[]> = { forwarder: [], replay: [] };

  function start(fn: FunctionKind): ObservedInstance {
    const observations = noObservations();
    const callbacks: FunctionCallbacks = {
      onReport: (invocation) => {
        observations.report = invocation;
      },
      onReplayed: (key, replayed) => observations.replays.push({ key, replayed }),
      onStored: (key, body) => observations.puts.push({ key, body }),
      onSent: (eventIds) => observations.sentEventIds.push(...eventIds),
    };
    const started =
      fn === "replay"
        ? startReplay(sinks, options, extendVisibility, callbacks)
        : startForwarder(sinks, options, callbacks);
    return { ...started, observations };
  }

  function acquireInstance(fn: FunctionKind): ObservedInstance {
    const pool = pools[fn].filter(({ executionEnvironment }) => executionEnvironment.isAlive());
    const idle = pool.find(({ executionEnvironment }) => !executionEnvironment.isBusy());
    const instance = idle && chance(random, WARM_START_PROBABILITY) ? idle : start(fn);
    pools[fn] = pool.includes(instance) ? pool : [...pool, instance];
    return instance;
  }

  function invoke(
    fn: FunctionKind,
    event: unknown,
    payloads: readonly GeneratedPayload[],
    onEnded: (result: InvocationResult) => void,
  ): void {
    const faultBudget = faultBudgetOf(fn, trace.nextInvocationNumber(fn));
    const instance = acquireInstance(fn);
    const { observations } = instance;
    delete observations.report;
    Object.assign(observations, noObservations());
    const startedAt = eventLoop.now();
    instance.executionEnvironment.invoke(instance.handle(event), faultBudget, (result) => {
      onEnded(result);
      const endedAt = eventLoop.now();
      const { executionEnvironment } = instance;
      trace.recordInvocation({
        fn,
        sinks,
        payloads,
        faultBudget,
        executionEnvironment,
        startedAt,
        endedAt,
        result,
        ...observations,
      });
    });
  }

  function faultBudgetOf(fn: FunctionKind, invocation: number): FaultBudget {
    const timeoutMs = plan.timeoutSeconds * 1_000;
    if (timeline.areFaultsOver()) return { limitMs: timeoutMs };
    const matches = (each: { fn: FunctionKind; invocation: number }) =>
      each.fn === fn && each.invocation === invocation;
    const kill = faultsOf(plan, "kill").find(matches);
    const limitMs = faultsOf(plan, "short-deadline").find(matches)?.remainingMs ?? timeoutMs;
    return kill ? { limitMs, kill } : { limitMs };
  }

  return {
    sinks,
    invokeForwarder: (event, payloads, onEnded) => {
      invoke("forwarder", event, payloads, onEnded);
    },
    invokeReplay: (event, onEnded) => {
      invoke("replay", event, [], onEnded);
    },
    deploy() {
      for (const fn of ["forwarder", "replay"] as const) pools[fn] = [];
    },
  };
}
