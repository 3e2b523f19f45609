import { QUARANTINE_PREFIX, type SinkName } from "../../catalog";

/**
 * `quarantine/sentry/replaying/`: rejected events on their way to the replay. No function writes here, so nothing can
 * replace an object between its copy and the deletion of the original: the replay stores events that the sink rejects
 * again under their former key in `rejected/`.
 */
export function replayingPrefix(sink: SinkName): string {
  return `${QUARANTINE_PREFIX}${sink}/replaying/`;
}

/** `quarantine/replaying/`: undecodable input on its way to a function, for the same reason. */
export const UNDECODABLE_REPLAYING_PREFIX = `${QUARANTINE_PREFIX}replaying/`;
