import {
  LAMBDA_FAILURES_PREFIX,
  PARKED_PREFIX,
  parkedPrefix,
  rejectedPrefix,
  SINK_NAMES,
  SINKS,
  type SinkName,
  UNDECODABLE_PREFIX,
} from "../../catalog";
import { OperatorError } from "../cli";
import { type DeadLetter, type DeadLetterSource, listDeadLetters } from "./dead-letter-list";
import { type ListedObject, listObjects } from "./list-objects";
import type { ReplayOptions, ReplaySource } from "./parking-options";
import { replayingPrefix, UNDECODABLE_REPLAYING_PREFIX } from "./replaying-prefix";

/** What a replay puts back. */
export interface ReplayPlan {
  readonly quarantined: readonly ListedObject[];
  /** Only if `--key` names them: without a fix of the decoder, they would be quarantined again. */
  readonly undecodable: readonly ListedObject[];
  readonly deadLetters: readonly DeadLetter[];
  readonly parked: readonly ListedObject[];
}

/** @throws OperatorError for a key under no prefix that can be replayed */
export async function planReplay(source: DeadLetterSource, options: ReplayOptions): Promise<ReplayPlan> {
  const { key = "", sink } = options;
  const from = sourcesOf(options);
  const sinks = sink ? [sink] : SINK_NAMES;
  const list = async (prefixes: readonly string[]) => {
    const { listed } = await listObjects(source.bucket, prefixes, { limit: Infinity });
    return listed.filter((object) => object.key.startsWith(key));
  };
  const quarantined = from.includes("quarantine")
    ? withoutCopies(await list(sinks.flatMap((each) => [rejectedPrefix(each), replayingPrefix(each)])))
    : [];
  const undecodable =
    key.startsWith(UNDECODABLE_PREFIX) || key.startsWith(UNDECODABLE_REPLAYING_PREFIX)
      ? await list([UNDECODABLE_PREFIX, UNDECODABLE_REPLAYING_PREFIX])
      : [];
  const deadLetters = from.includes("dead-letters") ? await listDeadLetters(source, Infinity) : [];
  return {
    quarantined,
    undecodable,
    deadLetters: deadLetters.filter((letter) => isSelected(letter, options)),
    parked: from.includes("parked") ? await list(sinks.map(parkedPrefix)) : [],
  };
}

/**
 * Without the objects in `replaying/` whose originals are still in `rejected/`: a replay was interrupted between the
 * copy and the deletion, and the original goes the same way again.
 */
export function withoutCopies(objects: readonly ListedObject[]): readonly ListedObject[] {
  const keys = new Set(objects.map(({ key }) => key));
  return objects.filter(({ key, sink }) => {
    const prefix = sink && replayingPrefix(sink);
    if (!prefix || !key.startsWith(prefix)) return true;
    return !keys.has(rejectedPrefix(sink) + key.slice(prefix.length));
  });
}

/**
 * A dead letter of several sinks is left out if one of them is asked for: the forwarder would send its events to all of
 * them, and the message is needed until each has them.
 */
export function isSelected(
  { sinks, key }: Pick<DeadLetter, "sinks" | "key">,
  { sink, key: prefix }: Pick<ReplayOptions, "sink" | "key">,
): boolean {
  if (prefix !== undefined && !key?.startsWith(prefix)) return false;
  return sink === undefined || (sinks.length === 1 && sinks[0] === sink);
}

/** @throws OperatorError for a key under no prefix that can be replayed */
export function sourcesOf({ from, key }: ReplayOptions): readonly ReplaySource[] {
  if (from) return from;
  if (key === undefined) return ["quarantine", "dead-letters"];
  if (key.startsWith("quarantine/")) return ["quarantine"];
  if (key.startsWith(PARKED_PREFIX)) return ["parked"];
  if (key.startsWith(LAMBDA_FAILURES_PREFIX)) return ["dead-letters"];
  throw new OperatorError(
    `--key is ${JSON.stringify(key)}, expected a key, or the beginning of keys, under quarantine/, ${PARKED_PREFIX} or ${LAMBDA_FAILURES_PREFIX}`,
  );
}

export function isEmptyPlan(plan: ReplayPlan): boolean {
  return Object.values(plan).every((part: readonly unknown[]) => part.length === 0);
}

/** Number of events of the plan that each sink may receive a second time, at most. */
export function possibleDuplicates(plan: ReplayPlan): Readonly<Partial<Record<SinkName, number>>> {
  const counts: Partial<Record<SinkName, number>> = {};
  const add = (sink: SinkName | undefined, events: number) => {
    if (sink && events > 0) counts[sink] = (counts[sink] ?? 0) + events;
  };
  for (const { sink, events } of [...plan.quarantined, ...plan.parked]) add(sink, events);
  for (const { sinks, events } of plan.deadLetters) for (const sink of sinks) add(sink, events);
  return counts;
}

/** The plan and its bound on duplicates, for a person to confirm. */
export function renderPlan(plan: ReplayPlan): string {
  const { quarantined, undecodable, deadLetters, parked } = plan;
  const duplicates = possibleDuplicates(plan);
  return [
    ...part(quarantined, "quarantined object", "to parked/, where the replay takes them"),
    ...part(undecodable, "undecodable object", "to the function that could not decode them"),
    ...part(deadLetters, "dead letter", "to the replay queue, or to the forwarder that failed"),
    ...part(parked, "parked object", "to a new message in the replay queue"),
    "A sink may receive an event twice if it accepted the event before the failure, or if this command is interrupted and run again:",
    ...SINKS.flatMap(({ name, title }) => {
      const count = duplicates[name];
      return count === undefined ? [] : [`  ${title}: ${DUPLICATES[name](count)}`];
    }),
  ].join("\n");
}

const DUPLICATES: Readonly<Record<SinkName, (events: number) => string>> = {
  opensearch: () => "refuses a second copy by its id",
  sentry: () => "discards a second copy by its id",
  datadog: (events) => `stores a second copy: at most ${events}`,
};

function part(
  entries: readonly { readonly events: number }[],
  name: string,
  destination: string,
): readonly string[] {
  if (entries.length === 0) return [];
  const events = entries.reduce((sum, entry) => sum + entry.events, 0);
  return [`${entries.length} ${name}${entries.length === 1 ? "" : "s"} (${events} events) ${destination}`];
}
