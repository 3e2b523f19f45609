import { SILENCE_IS_HEEDED, TIME_IS_KEPT_BACK } from "./deadlines-and-rate-limits";
import { DONE_IS_DONE } from "./deleted-means-settled";
import { DOUBLES_HAVE_A_CAUSE } from "./duplicates";
import { EACH_ONCE } from "./each-event-once";
import { ALL_COMES_HOME } from "./everything-arrives";
import type { Law } from "./invariant";
import { LEDGERS_ARE_TRUE, LEDGERS_BALANCE } from "./ledgers";
import { INTAKES_ARE_CONTENT, NOTHING_LEAVES_THAT_MUST_NOT } from "./no-secret-leaves";
import { NOTHING_IS_LOST } from "./nothing-is-lost";
import { CUT_IS_KEPT_WHOLE, ONLY_THE_REFUSED, QUARANTINE_SAYS_WHY, UNREADABLE_IS_KEPT } from "./quarantine";
import { OTHERS_DO_NOT_SUFFER } from "./sinks-are-independent";
import { STORMS_ARE_COUNTED } from "./storm-counts";

export { NOTHING_IS_LOST };
export type { Law };
export { doublesOf } from "./duplicates";
export { copiesOf } from "./each-event-once";
export { holdingsOf } from "./stored-events";

export const LAWS: readonly Law[] = [
  LEDGERS_BALANCE,
  LEDGERS_ARE_TRUE,
  NOTHING_IS_LOST,
  EACH_ONCE,
  STORMS_ARE_COUNTED,
  DONE_IS_DONE,
  DOUBLES_HAVE_A_CAUSE,
  OTHERS_DO_NOT_SUFFER,
  TIME_IS_KEPT_BACK,
  SILENCE_IS_HEEDED,
  ALL_COMES_HOME,
  QUARANTINE_SAYS_WHY,
  ONLY_THE_REFUSED,
  UNREADABLE_IS_KEPT,
  CUT_IS_KEPT_WHOLE,
  NOTHING_LEAVES_THAT_MUST_NOT,
  INTAKES_ARE_CONTENT,
];
