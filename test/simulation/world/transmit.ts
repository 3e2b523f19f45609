import { setTimeout as wait } from "node:timers/promises";
import type { Item, Sink, Verdict } from "../../../lambda/delivery/sinks/sink";
import { type Treatment, UNTOUCHED } from "../faults/sink-faults";
import type { Intakes } from "./intakes";

/** Real milliseconds that a request is given which is not answered, and one that is. */
const UNANSWERED_MS = 60;
const ANSWERED_MS = 20_000;

/** Longest, in real milliseconds, that the intake is waited for until it has read what the sink gave up. */
const READ_MS = 300;

export interface Transmission {
  readonly sink: Sink;
  readonly batch: readonly Item[];
  readonly treatment: Treatment;
  readonly repeated: boolean;
  readonly intakes: Intakes;
  /**
   * Whether silence is waited out. Otherwise the intake hangs up, which a sink takes for the same; what differs is the
   * real time, and that a busy machine may make more of it than was meant.
   */
  readonly isWaited: boolean;
  /** Is told of each request that arrives. */
  readonly arrived: () => void;
}

/** Sends a batch by the sink's own code over real connections, to an intake that treats it so. */
export async function transmit(transmission: Transmission): Promise<readonly Verdict[]> {
  const { sink, batch, repeated, intakes, isWaited, arrived } = transmission;
  const treatment = isWaited ? transmission.treatment : hangingUp(transmission.treatment);
  let unanswered = 0;
  intakes.treat(sink.name, {
    ...treatment,
    faultOf(ids) {
      arrived();
      const fault = treatment.faultOf(ids);
      if (fault?.connection === "silent") unanswered += 1;
      return fault;
    },
  });
  const timeoutMs = treatment.isSilent ? UNANSWERED_MS : ANSWERED_MS;
  const verdicts = await sink.send(batch, { timeoutMs, repeated });
  if (treatment.isSilent) {
    // The intake must not find a request that was given up when it treats the next batch.
    const given =
      sink.name === "sentry" ? verdicts.filter(isUnanswered).length : Number(verdicts.some(isUnanswered));
    const until = Date.now() + READ_MS;
    while (unanswered < given && Date.now() < until) await wait(1);
  }
  intakes.treat(sink.name, UNTOUCHED);
  return verdicts;
}

function hangingUp(treatment: Treatment): Treatment {
  return {
    ...treatment,
    isSilent: false,
    faultOf(ids) {
      const fault = treatment.faultOf(ids);
      if (fault?.connection !== "silent") return fault;
      // What is answered for the intake has not been taken.
      return { ...fault, connection: fault.status === undefined ? "lost" : "reset" };
    },
  };
}

function isUnanswered(verdict: Verdict): boolean {
  return verdict.kind === "retry" && verdict.reason.includes("no answer");
}
