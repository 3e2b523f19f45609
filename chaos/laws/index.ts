import { ALL_COMES_HOME } from "./all-comes-home";
import { DONE_IS_DONE } from "./done-is-done";
import { DOUBLES_HAVE_A_CAUSE } from "./doubles";
import { EACH_ONCE } from "./each-once";
import type { Law } from "./law";
import { LEDGERS_ARE_TRUE, LEDGERS_BALANCE } from "./ledgers";
import { NOTHING_IS_LOST } from "./nothing-is-lost";
import { OTHERS_DO_NOT_SUFFER } from "./other-sinks";
import { CUT_IS_KEPT_WHOLE, ONLY_THE_REFUSED, QUARANTINE_SAYS_WHY, UNREADABLE_IS_KEPT } from "./quarantine";
import { STORMS_ARE_COUNTED } from "./storms";
import { SILENCE_IS_HEEDED, TIME_IS_KEPT_BACK } from "./time-and-silence";
import { INTAKES_ARE_CONTENT, NOTHING_LEAVES_THAT_MUST_NOT } from "./what-leaves";

export { NOTHING_IS_LOST };
export type { Law };
export { doublesOf } from "./doubles";
export { copiesOf } from "./each-once";
export { holdingsOf } from "./holdings";

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
