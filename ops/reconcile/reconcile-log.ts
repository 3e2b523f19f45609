import type { SinkName } from "../../catalog";
import { OperatorError } from "../cli";
import type { ReadLogEvents, TimeWindow } from "../log-events";
import { type Account, type AccountBuilder, createAccountBuilder } from "./account";
import type { LoggedEvent } from "./logged-event";
import { type SinkCopies, strayWindows } from "./sink-copies";
import { readSlices, type Slice, type SliceOptions } from "./slices";
import type { WaitingIndex } from "./waiting-index";

/**
 * How far outside the time window an event is looked for that could explain a difference at its edges: longer than an
 * invocation gathers events.
 */
export const OUTSIDE_MS = 15 * 60_000;

export interface ReconcileLogOptions extends SliceOptions {
  readonly read: ReadLogEvents;
  /** What each readable sink has of the log. */
  readonly copies: ReadonlyMap<SinkName, SinkCopies>;
  readonly waiting: WaitingIndex;
  readonly maxExamples: number;
  /** Compares the numbers of a slice first, and the ids only if the numbers differ. */
  readonly quick: boolean;
  readonly onProgress: (events: number, until: number) => void;
}

export interface ReconciledLog {
  /** Events of the time window that were judged. */
  readonly events: number;
  readonly accounts: ReadonlyMap<SinkName, Account>;
  /** Sinks that could not be read to the end, and why. */
  readonly unreadable: ReadonlyMap<SinkName, string>;
}

interface OpenAccount {
  readonly sink: SinkName;
  readonly copies: SinkCopies;
  readonly builder: AccountBuilder;
}

/** Compares the events of one log group with each of its sinks. Reads the log group once. */
export async function reconcileLog(options: ReconcileLogOptions): Promise<ReconciledLog> {
  const { read, window, waiting, maxExamples, onProgress } = options;
  const open = new Map<SinkName, OpenAccount>();
  for (const [sink, copies] of options.copies) {
    const findWaiting = (event: LoggedEvent) => waiting.find(sink, event);
    open.set(sink, { sink, copies, builder: createAccountBuilder({ sink, findWaiting, maxExamples }) });
  }
  const unreadable = new Map<SinkName, string>();
  const withEachSink = (work: (account: OpenAccount) => Promise<void>) =>
    Promise.all(
      [...open.values()].map(async (account) => {
        try {
          await work(account);
        } catch (error) {
          if (!(error instanceof OperatorError)) throw error;
          unreadable.set(account.sink, error.message);
          open.delete(account.sink);
        }
      }),
    );

  let events = 0;
  for await (const slice of readSlices(read, options)) {
    await withEachSink((account) => compareSlice(account, slice, options.quick));
    events += slice.events.filter(({ inFlight }) => !inFlight).length;
    onProgress(events, slice.window.until);
  }
  if ([...open.values()].some(({ builder }) => builder.hasOpenQuestions()))
    for (const outside of outsideOf(window))
      for await (const slice of readSlices(read, { ...options, window: outside }))
        await withEachSink(async ({ copies, builder }) => {
          if (builder.hasOpenQuestions()) builder.addOutside(slice.events, await copies.within(slice.window));
        });
  return {
    events,
    accounts: new Map([...open].map(([sink, { builder }]) => [sink, builder.build()])),
    unreadable,
  };
}

async function compareSlice(
  { sink, copies, builder }: OpenAccount,
  slice: Slice,
  quick: boolean,
): Promise<void> {
  const { events, window } = slice;
  const isExpected = ({ decisions }: LoggedEvent) => decisions[sink] === "expected";
  const elsewhere = strayWindows(slice, isExpected);
  const canBeCounted = quick && elsewhere.length === 0 && !events.some(({ inFlight }) => inFlight);
  if (canBeCounted && (await copies.count(window)) === events.filter(isExpected).length) {
    builder.addCounted(events);
    return;
  }
  const strays = await Promise.all(elsewhere.map((other) => copies.within(other)));
  builder.addSlice(events, await copies.within(window), strays.flat());
}

function outsideOf({ since, until }: TimeWindow): readonly TimeWindow[] {
  return [
    { since: since - OUTSIDE_MS, until: since - 1 },
    { since: until + 1, until: until + OUTSIDE_MS },
  ];
}
