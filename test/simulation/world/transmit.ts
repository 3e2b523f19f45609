import type { Item, Sink, Verdict } from "../../../lambda/delivery/sinks/sink";
import type { Fault } from "../../../local/intakes";
import { type Treatment, UNTOUCHED } from "../faults/sink-faults";
import type { Intakes } from "./intakes";

/** Ends a request that hangs, in real milliseconds; in a plan no request waits for its answer. */
const HANG_MS = 60_000;

export interface Transmission {
  readonly sink: Sink;
  readonly batch: readonly Item[];
  readonly treatment: Treatment;
  readonly repeated: boolean;
  readonly intakes: Intakes;
  /** Is told of each request that arrives. */
  readonly arrived: () => void;
}

/**
 * Sends a batch by the sink's own code over real connections, to an intake that treats it so. Where the intake stays
 * silent it hangs up, which a sink takes for the same: a sink's own time-out is real time, and has its own test.
 */
export async function transmit(transmission: Transmission): Promise<readonly Verdict[]> {
  const { sink, batch, treatment, repeated, intakes, arrived } = transmission;
  intakes.treat(sink.name, {
    ...treatment,
    faultOf(ids) {
      arrived();
      return hangingUp(treatment.faultOf(ids));
    },
  });
  const verdicts = await sink.send(batch, { timeoutMs: HANG_MS, repeated });
  intakes.treat(sink.name, UNTOUCHED);
  return verdicts;
}

function hangingUp(fault: Fault | undefined): Fault | undefined {
  if (fault?.connection !== "silent") return fault;
  // What is answered for the intake has not been taken.
  return { ...fault, connection: fault.status === undefined ? "lost" : "reset" };
}
