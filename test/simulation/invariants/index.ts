import { RATE_LIMITS_ARE_RESPECTED, DEADLINES_ARE_MET } from "./deadlines-and-rate-limits";
import { DUPLICATES_HAVE_A_CAUSE } from "./duplicates";
import { EACH_EVENT_ONCE } from "./each-event-once";
import { EVERYTHING_ARRIVES } from "./everything-arrives";
import type { Invariant } from "./invariant";
import { LEDGERS_MATCH_STORED_EVENTS, LEDGERS_BALANCE } from "./ledgers";
import {
  INTAKES_LOSE_NOTHING,
  NO_SECOND_REDACTION_FAILS,
  NO_SECRET_LEAVES,
  NO_TEXT_IS_WITHHELD,
} from "./no-secret-leaves";
import { NOTHING_IS_LOST } from "./nothing-is-lost";
import { PARTIAL_REPLAYS_SEND_THE_REMAINDER } from "./partial-replays";
import {
  TRUNCATED_EVENTS_ARE_STORED_WHOLE,
  QUARANTINE_HOLDS_ONLY_REJECTED,
  QUARANTINE_RECORDS_REASONS,
  UNDECODABLE_INPUT_IS_QUARANTINED,
} from "./quarantine";
import { SINKS_ARE_INDEPENDENT } from "./sinks-are-independent";
import { STORM_COUNTS_MATCH } from "./storm-counts";

export { NOTHING_IS_LOST };
export type { Invariant };
export { duplicateCount } from "./duplicates";
export { duplicateDocuments } from "./each-event-once";
export { storedEvents } from "./stored-events";

export const INVARIANTS: readonly Invariant[] = [
  LEDGERS_BALANCE,
  LEDGERS_MATCH_STORED_EVENTS,
  NOTHING_IS_LOST,
  EACH_EVENT_ONCE,
  STORM_COUNTS_MATCH,
  PARTIAL_REPLAYS_SEND_THE_REMAINDER,
  DUPLICATES_HAVE_A_CAUSE,
  SINKS_ARE_INDEPENDENT,
  DEADLINES_ARE_MET,
  RATE_LIMITS_ARE_RESPECTED,
  EVERYTHING_ARRIVES,
  QUARANTINE_RECORDS_REASONS,
  QUARANTINE_HOLDS_ONLY_REJECTED,
  UNDECODABLE_INPUT_IS_QUARANTINED,
  TRUNCATED_EVENTS_ARE_STORED_WHOLE,
  NO_SECRET_LEAVES,
  NO_TEXT_IS_WITHHELD,
  NO_SECOND_REDACTION_FAILS,
  INTAKES_LOSE_NOTHING,
];
