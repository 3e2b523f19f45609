import type { Item, Sink, Verdict } from "../../../lambda/delivery/sinks/sink";
import type { RequestFault } from "../../../local/intakes";
import { type FaultInjection, NO_FAULT } from "../faults/sink-faults";
import type { Intakes } from "./intakes";

/** Ends a request that hangs, in real milliseconds; in a plan no request waits for its answer. */
const HANG_MS = 60_000;

export interface SendToIntakeOptions {
  readonly sink: Sink;
  readonly batch: readonly Item[];
  readonly faults: FaultInjection;
  readonly repeated: boolean;
  readonly intakes: Intakes;
  /** Is told of each request that arrives. */
  readonly onRequest: () => void;
}

/**
 * Sends a batch by the sink's own code over real connections, to an intake that treats it so. Where the intake stays
 * silent it hangs up, which a sink takes for the same: a sink's own time-out is real time, and has its own test.
 */
export async function sendToIntake(options: SendToIntakeOptions): Promise<readonly Verdict[]> {
  const { sink, batch, faults, repeated: mayBeDuplicate, intakes, onRequest } = options;
  intakes.setFaults(sink.name, {
    ...faults,
    faultOf(ids) {
      onRequest();
      return withConnectionReset(faults.faultOf(ids));
    },
  });
  const verdicts = await sink.send(batch, { timeoutMs: HANG_MS, mayBeDuplicate });
  intakes.setFaults(sink.name, NO_FAULT);
  return verdicts;
}

function withConnectionReset(fault: RequestFault | undefined): RequestFault | undefined {
  if (fault?.connection !== "no-response") return fault;
  // What is answered for the intake has not been taken.
  return { ...fault, connection: fault.status === undefined ? "response-lost" : "reset" };
}
