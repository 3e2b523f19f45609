import type { SinkName } from "../../../catalog";
import type { InvocationReport } from "../../../lambda/forwarder/report";
import type { ReplayResult } from "../../../lambda/replay/replay-object";
import type { FunctionKind } from "../plan";
import type { InvocationResult, FaultBudget, ExecutionEnvironment } from "./execution-environment";
import type { GeneratedPayload } from "./generate-payloads";

/** An object that a function gave the bucket, and heard that it was taken. */
export interface StoredObject {
  readonly key: string;
  readonly body: Uint8Array;
}

/** What a replay said of a parked object. */
export interface ReplayReport {
  readonly key: string;
  readonly replayed: ReplayResult;
}

/** An invocation that is over. */
export interface EndedInvocation {
  readonly fn: FunctionKind;
  readonly sinks: readonly SinkName[];
  readonly payloads: readonly GeneratedPayload[];
  readonly faultBudget: FaultBudget;
  /** Which process of all that there were. */
  readonly executionEnvironment: ExecutionEnvironment;
  readonly startedAt: number;
  readonly endedAt: number;
  readonly result: InvocationResult;
  readonly puts: readonly StoredObject[];
  /** Ids of the events in every batch that was sent. */
  readonly sentEventIds: readonly string[];
  readonly replays: readonly ReplayReport[];
  /** Absent where it did not come so far. */
  readonly report?: InvocationReport;
}

/** What happened, as it happened. */
export interface Trace {
  readonly invocations: readonly EndedInvocation[];
  /** Sinks that were sent to while they had asked for silence. */
  readonly rateLimitViolations: readonly SinkName[];
  /** @returns the number of the invocation that begins, from 1 */
  nextInvocationNumber(fn: FunctionKind): number;
  recordInvocation(invocation: EndedInvocation): void;
  recordRateLimitViolation(sink: SinkName): void;
}

/** @param onInvocation is told of each invocation when it is over */
export function createTrace(onInvocation: (invocation: EndedInvocation) => void): Trace {
  const counts: Record<FunctionKind, number> = { forwarder: 0, replay: 0 };
  const invocations: EndedInvocation[] = [];
  const rateLimitViolations: SinkName[] = [];
  return {
    invocations,
    rateLimitViolations,
    nextInvocationNumber: (fn) => (counts[fn] += 1),
    recordInvocation(invocation) {
      invocations.push(invocation);
      onInvocation(invocation);
    },
    recordRateLimitViolation(sink) {
      rateLimitViolations.push(sink);
    },
  };
}
