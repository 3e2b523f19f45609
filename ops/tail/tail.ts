import { setTimeout as sleep } from "node:timers/promises";
import { LOGS } from "../../catalog";
import { type CommandContext, colorsFor, knownName, untilInterrupted, parseTime } from "../cli";
import { createLogEventsReader } from "../log-events";
import { formatLine } from "./format-line";
import { createLineFilter, filterPatternOf } from "./line-filter";
import { createNewLines } from "./new-lines";
import { Newest } from "./newest";
import type { TailOptions } from "./tail-options";
import type { TailedLine } from "./tailed-line";

const POLL_MS = 2_000;
const LOG_IDS = LOGS.map(({ id }) => id);

/** Prints the newest lines, then with `--follow` those that arrive. */
export async function tail(
  { config, aws, io, json }: CommandContext,
  options: TailOptions,
  log?: string,
): Promise<undefined> {
  const logs = log === undefined ? LOG_IDS : [knownName("log", LOG_IDS, log)];
  const isShown = createLineFilter(options);
  const since = parseTime("--since", options.since, Date.now());
  const colors = colorsFor(io);
  const print = (line: TailedLine) => {
    const { id, log: name, record } = line;
    io.stdout.write(`${json ? JSON.stringify({ id, log: name, record }) : formatLine(record, colors)}\n`);
  };

  await untilInterrupted(io, async (signal) => {
    const read = createLogEventsReader(aws, signal);
    const filterPattern = filterPatternOf(options);
    const newLines = createNewLines({ config, logs, read, filterPattern, now: Date.now }, since);
    const newest = new Newest<TailedLine>(options.lines);
    for await (const line of newLines()) if (isShown(line)) newest.add(line);
    newest.sorted().forEach(print);
    if (newest.omitted > 0)
      io.stderr.write(`${newest.omitted} earlier lines are not shown; --lines <count> shows more\n`);
    while (options.follow) {
      await sleep(POLL_MS, undefined, { signal });
      for await (const line of newLines()) if (isShown(line)) print(line);
    }
  });
  return undefined;
}
