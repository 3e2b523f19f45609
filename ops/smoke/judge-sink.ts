import { type LogId, type SinkName, sinkTitle } from "../../catalog";
import type { EnvironmentConfig } from "../../config";
import type { SinkEvent } from "../sinks";
import { isReadableIn } from "./readable-forms";
import { type Problem, type StepOutcome, unlessProblems } from "./step";
import { type Expected, expectedAt, redactedSecrets, type WrittenLine } from "./written-line";

/** What a sink has of a run. */
export interface Arrivals {
  readonly sink: SinkName;
  readonly events: readonly SinkEvent[];
}

/** The lines that the sink receives according to the catalogue and the configuration, and does not have. */
export function missingLines(
  { sink, events }: Arrivals,
  lines: readonly WrittenLine[],
  config: EnvironmentConfig,
): readonly WrittenLine[] {
  const arrived = new Set(events.map(({ id }) => id));
  return lines.filter(
    (line) => expectedAt(sink, line, config) === "delivered" && !arrived.has(line.event.id),
  );
}

/**
 * Judges whether the events arrived that the sink receives, and no others.
 *
 * @param logsMissingEverywhere logs of which no sink has an event
 */
export function judgeArrival(
  arrivals: Arrivals,
  lines: readonly WrittenLine[],
  logsMissingEverywhere: ReadonlySet<LogId>,
  config: EnvironmentConfig,
): StepOutcome {
  const { sink, events } = arrivals;
  const { environment } = config;
  const title = sinkTitle(sink);
  const expected = new Map(
    lines.map((line) => [line.event.id, { line, outcome: expectedAt(sink, line, config) }]),
  );
  const missing = missingLines(arrivals, lines, config);
  const logsOfMissing = [...new Set(missing.map(({ log }) => log))];
  const arrived = new Set(events.map(({ id }) => id));
  return unlessProblems(
    [
      ...logsOfMissing.map((log) => {
        const names = missing.filter((line) => line.log === log).map(({ name }) => name);
        return logsMissingEverywhere.has(log)
          ? notForwarded(log, names, title, environment)
          : notDelivered(names, sink, environment);
      }),
      ...[...arrived].flatMap((id) => unexpected(expected.get(id), title, environment)),
    ],
    describeCounts([...expected.values()].map(({ outcome }) => outcome)),
  );
}

function notForwarded(log: LogId, names: readonly string[], title: string, environment: string): Problem {
  return {
    problem: `${title} does not have ${names.join(", ")}, and no sink has an event of the ${log} log: the log group does not send its events to the forwarder, or the forwarder fails`,
    remedy: `npx logs check ${environment} --only subscriptions, then docs/runbook.md#forwarder-errors`,
  };
}

function notDelivered(names: readonly string[], sink: SinkName, environment: string): Problem {
  return {
    problem: `${sinkTitle(sink)} does not have ${names.join(", ")}, which it receives according to docs/log-record.md`,
    remedy: `npx logs parked ${environment} and npx logs quarantine ${environment} --sink ${sink} print the reason; docs/runbook.md#parking-age and docs/runbook.md#quarantined; if neither has the events, npx logs check ${environment}`,
  };
}

function unexpected(
  found: { readonly line: WrittenLine; readonly outcome: Expected } | undefined,
  title: string,
  environment: string,
): readonly Problem[] {
  if (found?.outcome === "delivered") return [];
  return [
    {
      problem: found
        ? `${title} has ${found.line.name}, expected that the forwarder leaves it out (${found.outcome})`
        : `${title} has an event of this log stream that the smoke test did not write`,
      remedy: `deploy the Forwarding stack, whose catalogue or sampling rates differ: npx cdk deploy '${environment}/*'`,
    },
  ];
}

function describeCounts(outcomes: readonly Expected[]): string {
  const count = (outcome: Expected) => outcomes.filter((each) => each === outcome).length;
  const left = (["filtered", "sampled"] as const)
    .filter((outcome) => count(outcome) > 0)
    .map((outcome) => `${count(outcome)} that it does not receive (${outcome}) did not`);
  return [`${count("delivered")} events arrived`, ...left].join("; ");
}

/** Judges whether a planted secret is readable in an event, also in one that the sink should not have. */
export function judgeRedaction(
  { sink, events }: Arrivals,
  lines: readonly WrittenLine[],
  config: EnvironmentConfig,
): StepOutcome {
  const { environment } = config;
  const planted = lines.flatMap((line) => redactedSecrets(line, config).map((secret) => ({ line, secret })));
  const leaked = planted.filter(({ secret }) => events.some(({ text }) => isReadableIn(text, secret.value)));
  return unlessProblems(
    leaked.map(({ line, secret }) => ({
      problem: `the planted ${secret.name} (${secret.class}) of ${line.name} is readable in ${sinkTitle(sink)}, expected a label such as [redacted:…]`,
      remedy: `deploy the Forwarding stack, whose redaction differs: npx cdk deploy '${environment}/*'; then docs/redaction.md#test-redaction-on-your-own-lines`,
    })),
    `none of ${planted.length} planted secrets is readable in ${events.length} events`,
  );
}
