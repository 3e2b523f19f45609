import { type LogId, LOGS, type SinkName } from "../../catalog";
import { sinksOf } from "../../config";
import { type CommandContext, explainError } from "../cli";
import { createSinkReader, type SinkReader } from "../sinks";
import { type Arrivals, judgeArrival, judgeRedaction, missingLines, titleOf } from "./judge-sink";
import { poll } from "./poll";
import { createProgress, type Progress } from "./progress";
import type { Run } from "./run";
import { settle } from "./settle";
import type { Problem } from "./step";
import { expectedAt, type WrittenLine } from "./written-line";

/** The reader of a sink and what it found, or why the sink cannot be read. */
type Reading = { readonly sink: SinkName; readonly arrivedAfterMs: number } & (
  { readonly reader: SinkReader; readonly arrivals: Arrivals } | { readonly error: unknown }
);

/** Waits for all sinks at the same time, and then looks once more, so that an event that should not arrive had its time. */
export async function checkSinks(run: Run, stored: readonly WrittenLine[]): Promise<void> {
  const { context, signal, report } = run;
  const { config } = context;
  const progress = createProgress(context);
  const readings = await Promise.all(sinksOf(config).map((sink) => awaitSink(run, sink, stored, progress)));
  progress.end();
  signal.throwIfAborted();
  const readable = readings.flatMap((reading) => ("reader" in reading ? [reading] : []));
  const missingEverywhere = logsMissingEverywhere(
    readable.map(({ arrivals }) => arrivals),
    stored,
    config,
  );
  for (const reading of readings) {
    const { sink, arrivedAfterMs } = reading;
    const title = titleOf(sink);
    const readAt = Date.now();
    const last =
      "reader" in reading ? await settle(() => readArrivals(reading.reader, run)) : { error: reading.error };
    signal.throwIfAborted();
    report({
      ...{ id: `${sink}-arrival`, title: `${title} has the events that it receives, and no others` },
      durationMs: arrivedAfterMs,
      ...("error" in last
        ? { result: "failed" as const, problems: [unreadable(title, last.error)] }
        : judgeArrival(last.value, stored, missingEverywhere, config)),
    });
    report({
      ...{ id: `${sink}-redaction`, title: `no made-up secret is readable in ${title}` },
      durationMs: Date.now() - readAt,
      ...("error" in last
        ? { result: "skipped" as const, how: `${title} cannot be read` }
        : judgeRedaction(last.value, stored, config)),
    });
  }
  await Promise.all(readable.map(({ reader }) => reader.close()));
}

async function awaitSink(
  run: Run,
  sink: SinkName,
  stored: readonly WrittenLine[],
  progress: Progress,
): Promise<Reading> {
  const { context, options, deadline, signal, startedAt } = run;
  const { config } = context;
  const expected = stored.filter((line) => expectedAt(sink, line, config) === "delivered").length;
  const result = await settle(async () => {
    const reader = await createSinkReader(sink, context, { tunnel: options.tunnel, signal });
    const arrivals = await poll(
      () => readArrivals(reader, run),
      (answer) => {
        const missing = missingLines(answer, stored, config).length;
        progress.update(sink, expected - missing, expected);
        return missing === 0;
      },
      { deadline, signal },
    );
    return { reader, arrivals };
  });
  const arrivedAfterMs = Date.now() - startedAt;
  return { sink, arrivedAfterMs, ...("value" in result ? result.value : { error: result.error }) };
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
    problem: `nobody knows what arrived in ${title}: ${explainError(error)}`,
    remedy: "docs/reading-sinks.md lists the keys and roles; then run the smoke test again",
  };
}

async function readArrivals(reader: SinkReader, { logStreams, window }: Run): Promise<Arrivals> {
  return { sink: reader.sink, events: await reader.find(logStreams.name, window) };
}
