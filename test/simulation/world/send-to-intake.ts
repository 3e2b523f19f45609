import type { Item, Sink, Verdict } from "../../../lambda/delivery/sinks/sink";
import type { RequestFault } from "../../../local/intakes";
import { type FaultInjection, NO_FAULT } from "../faults/sink-faults";
import type { Intakes } from "./intakes";

/** Ends a request that hangs, in real milliseconds; no request of a plan waits for a response. */
const HANG_MS = 60_000;

export interface SendToIntakeOptions {
  readonly sink: Sink;
  readonly batch: readonly Item[];
  readonly faults: FaultInjection;
  readonly mayBeDuplicate: boolean;
  readonly intakes: Intakes;
  /** Called for each request that arrives. */
  readonly onRequest: () => void;
}

/**
 * Sends a batch with the sink's own code over real connections, to an intake that injects the faults. For a missing
 * response the intake closes the connection, which a sink treats as a timeout: timeouts run in real time and have their
 * own test.
 */
export async function sendToIntake(options: SendToIntakeOptions): Promise<readonly Verdict[]> {
  const { sink, batch, faults, mayBeDuplicate, intakes, onRequest } = options;
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
  // A fault with a status replaces the intake's processing, so the intake has accepted nothing.
  return { ...fault, connection: fault.status === undefined ? "response-lost" : "reset" };
}
