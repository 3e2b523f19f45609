import { type LogId, LOGS, type SinkName, sinkTitle } from "../../catalog";
import { sinksOf } from "../../config";
import { type CommandContext, explainError } from "../cli";
import { createSinkReader, type SinkReader } from "../sinks";
import { type Arrivals, judgeArrival, judgeRedaction, missingLines } from "./judge-sink";
import { poll } from "./poll";
import { createProgress, type Progress } from "./progress";
import type { Run } from "./run";
import { settle, type Settled } from "./settle";
import type { Problem } from "./step";
import { expectedAt, type WrittenLine } from "./written-line";

/** What a sink has at the end, or why it cannot be read. */
interface Reading {
  readonly sink: SinkName;
  /** Until the last expected event arrived, or the wait ended, from the start of the run. */
  readonly arrivedAfterMs: number;
  /** How long the last look took. */
  readonly readMs: number;
  readonly arrivals: Settled<Arrivals>;
}

/** Waits for all sinks at the same time, and then looks once more, so that an event that should not arrive had its time. */
export async function checkSinks(run: Run, stored: readonly WrittenLine[]): Promise<void> {
  const { context, signal } = run;
  const progress = createProgress(context);
  const lastLooks = await Promise.all(
    sinksOf(context.config).map((sink) => awaitSink(run, sink, stored, progress)),
  );
  progress.end();
  const readings = await Promise.all(lastLooks.map((look) => look()));
  signal.throwIfAborted();
  reportReadings(run, readings, stored);
}

/** Waits until the sink has every event that it receives, or the time is up. @returns the last look at the sink */
async function awaitSink(
  run: Run,
  sink: SinkName,
  stored: readonly WrittenLine[],
  progress: Progress,
): Promise<() => Promise<Reading>> {
  const { context, options, deadline, signal, startedAt } = run;
  const { config } = context;
  const expected = stored.filter((line) => expectedAt(sink, line, config) === "delivered").length;
  const isComplete = (answer: Arrivals) => {
    const missing = missingLines(answer, stored, config).length;
    progress.update(sink, expected - missing, expected);
    return missing === 0;
  };
  const created = await settle(() => createSinkReader(sink, context, { tunnel: options.tunnel, signal }));
  const awaited =
    "error" in created
      ? created
      : await settle(() => poll(() => readArrivals(created.value, run), isComplete, { deadline, signal }));
  const arrivedAfterMs = Date.now() - startedAt;
  return async () => {
    const readAt = Date.now();
    const arrivals =
      "error" in created || "error" in awaited
        ? awaited
        : await settle(() => readArrivals(created.value, run));
    if ("value" in created) await created.value.close();
    return { sink, arrivedAfterMs, readMs: Date.now() - readAt, arrivals };
  };
}

function reportReadings(
  { context: { config }, report }: Run,
  readings: readonly Reading[],
  stored: readonly WrittenLine[],
): void {
  const readable = readings.flatMap(({ arrivals }) => ("value" in arrivals ? [arrivals.value] : []));
  const missingEverywhere = logsMissingEverywhere(readable, stored, config);
  for (const { sink, arrivedAfterMs, readMs, arrivals } of readings) {
    const title = sinkTitle(sink);
    report({
      ...{ id: `${sink}-arrival`, title: `${title} has the events that it receives, and no others` },
      durationMs: arrivedAfterMs,
      ...("error" in arrivals
        ? { result: "failed" as const, problems: [unreadable(title, arrivals.error)] }
        : judgeArrival(arrivals.value, stored, missingEverywhere, config)),
    });
    report({
      ...{ id: `${sink}-redaction`, title: `no made-up secret is readable in ${title}` },
      durationMs: readMs,
      ...("error" in arrivals
        ? { result: "skipped" as const, how: `${title} cannot be read` }
        : judgeRedaction(arrivals.value, stored, config)),
    });
  }
}

/** Logs of which no readable sink has an event, although at least one receives some. */
function logsMissingEverywhere(
  all: readonly Arrivals[],
  stored: readonly WrittenLine[],
  config: CommandContext["config"],
): ReadonlySet<LogId> {
  const arrived = new Set(all.flatMap(({ events }) => events.map(({ id }) => id)));
  return new Set(
    LOGS.map(({ id }) => id).filter(
      (log) =>
        all.some((arrivals) => missingLines(arrivals, stored, config).some((line) => line.log === log)) &&
        !stored.some((line) => line.log === log && arrived.has(line.event.id)),
    ),
  );
}

function unreadable(title: string, error: unknown): Problem {
  return {
    problem: `it is unknown what arrived in ${title}: ${explainError(error)}`,
    remedy: "docs/reading-sinks.md lists the keys and roles; then run the smoke test again",
  };
}

async function readArrivals(reader: SinkReader, { logStreams, window }: Run): Promise<Arrivals> {
  return { sink: reader.sink, events: await reader.find(logStreams.name, window) };
}
