import { archiveOf } from "./archive";
import type { EnvironmentConfig } from "./schema";
import { deliveryFunctionsOf } from "./sinks";

/** The functions of the platform, as far as they differ in concurrency. */
export type ConcurrentFunction =
  "forwarder" | "replay" | "webhook" | "notifier" | "search-content" | "archiver" | "archive-manifest";

/** Source: AWS Lambda Developer Guide, "Configuring scaling behavior for SQS event source mappings". */
export const MIN_SQS_CONCURRENCY = 2;
/** A recovered sink receives new events before parked ones. */
const REPLAYS_PER_FORWARDER = 1 / 4;
/** An outage raises several alarms in one minute. An alarm that waits too long for the notifier is sent as it is. */
const NOTIFIER_CONCURRENCY = 5;
/** CloudFormation invokes it once for each deployment. */
const SEARCH_CONTENT_CONCURRENCY = 1;
/** The archiver receives only the audit logs, and nothing waits for it. */
const ARCHIVERS_PER_FORWARDER = 1 / 4;
/** Each manifest names its predecessor, so they are written one after another. */
const ARCHIVE_MANIFEST_CONCURRENCY = 1;
/** Source: AWS Lambda Developer Guide, "Configuring reserved concurrency": what functions without a reservation keep. */
export const MIN_UNRESERVED_CONCURRENCY = 100;

/**
 * The reserved concurrency of a function; undefined if the environment reserves none. It is also the highest concurrency
 * of an event source mapping for SQS: with less at the function, Lambda would receive messages and be throttled, and each
 * such receive would count as an attempt.
 */
export function reservedConcurrencyOf(
  { forwarding: { reservedConcurrency } }: EnvironmentConfig,
  fn: ConcurrentFunction,
): number | undefined {
  if (reservedConcurrency === undefined) return undefined;
  switch (fn) {
    case "forwarder":
      return reservedConcurrency;
    case "replay":
      return Math.max(MIN_SQS_CONCURRENCY, Math.ceil(reservedConcurrency * REPLAYS_PER_FORWARDER));
    case "webhook":
      return MIN_SQS_CONCURRENCY;
    case "notifier":
      return NOTIFIER_CONCURRENCY;
    case "search-content":
      return SEARCH_CONTENT_CONCURRENCY;
    case "archiver":
      return MIN_SQS_CONCURRENCY + Math.ceil(reservedConcurrency * ARCHIVERS_PER_FORWARDER);
    case "archive-manifest":
      return ARCHIVE_MANIFEST_CONCURRENCY;
  }
}

/** What all functions of an environment reserve of the account's concurrency. */
export function totalReservedConcurrency(config: EnvironmentConfig): number {
  const counts: Readonly<Record<ConcurrentFunction, number>> = {
    forwarder: deliveryFunctionsOf(config, "forwarder").length,
    replay: deliveryFunctionsOf(config, "replay").length,
    webhook: config.alarms.notify.filter(({ kind }) => kind === "webhook").length,
    notifier: 1,
    "search-content": config.search.kind === "none" ? 0 : 1,
    archiver: archiveOf(config) ? 1 : 0,
    "archive-manifest": archiveOf(config) ? 1 : 0,
  };
  return (Object.keys(counts) as ConcurrentFunction[]).reduce(
    (sum, fn) => sum + counts[fn] * (reservedConcurrencyOf(config, fn) ?? 0),
    0,
  );
}
