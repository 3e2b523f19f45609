import type { SinkName } from "../../../catalog";
import type { InvocationReport } from "../../../lambda/forwarder/report";
import type { ReplayResult } from "../../../lambda/replay/replay-object";
import type { FunctionKind } from "../plan";
import type { InvocationResult, FaultBudget, ExecutionEnvironment } from "./execution-environment";
import type { GeneratedPayload } from "./generate-payloads";

/** An object that a function put into the bucket, with a successful response. */
export interface StoredObject {
  readonly key: string;
  readonly body: Uint8Array;
}

/** The result of the replay of a parked object. */
export interface ReplayReport {
  readonly key: string;
  readonly replayed: ReplayResult;
}

/** An invocation that has ended. */
export interface EndedInvocation {
  readonly fn: FunctionKind;
  readonly sinks: readonly SinkName[];
  readonly payloads: readonly GeneratedPayload[];
  readonly faultBudget: FaultBudget;
  /** The process that ran it. */
  readonly executionEnvironment: ExecutionEnvironment;
  readonly startedAt: number;
  readonly endedAt: number;
  readonly result: InvocationResult;
  readonly puts: readonly StoredObject[];
  /** Ids of the events in every batch that was sent. */
  readonly sentEventIds: readonly string[];
  readonly replays: readonly ReplayReport[];
  /** Absent if the invocation ended before its report. */
  readonly report?: InvocationReport;
}

/** What the functions did, in order. */
export interface Trace {
  readonly invocations: readonly EndedInvocation[];
  /** Sinks that received a request during their rate limit. */
  readonly rateLimitViolations: readonly SinkName[];
  /** Whether the sink has judged an event to be invalid or too large. */
  wasJudged(sink: SinkName, eventId: string): boolean;
  /** @returns the number of the invocation that begins, from 1 */
  nextInvocationNumber(fn: FunctionKind): number;
  recordInvocation(invocation: EndedInvocation): void;
  recordRateLimitViolation(sink: SinkName): void;
  readonly recordJudged: (sink: SinkName, eventIds: readonly string[]) => void;
}

/** @param onInvocation called for each invocation that ends */
export function createTrace(onInvocation: (invocation: EndedInvocation) => void): Trace {
  const counts: Record<FunctionKind, number> = { forwarder: 0, replay: 0 };
  const invocations: EndedInvocation[] = [];
  const rateLimitViolations: SinkName[] = [];
  const judged = new Set<string>();
  return {
    invocations,
    rateLimitViolations,
    wasJudged: (sink, eventId) => judged.has(`${sink} ${eventId}`),
    nextInvocationNumber: (fn) => (counts[fn] += 1),
    recordInvocation(invocation) {
      invocations.push(invocation);
      onInvocation(invocation);
    },
    recordRateLimitViolation(sink) {
      rateLimitViolations.push(sink);
    },
    recordJudged(sink, eventIds) {
      for (const id of eventIds) judged.add(`${sink} ${id}`);
    },
  };
}
