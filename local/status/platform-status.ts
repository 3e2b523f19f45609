import { PARKED_PREFIX, QUARANTINE_PREFIX, REMAINDER_PREFIX, type SinkName } from "../../catalog";
import { answerOf, type PageData, type SinkLedgers, type StoredObjects } from "../page";

/** What happened since the start of the platform. */
export interface PlatformStatus {
  /** ISO 8601. */
  readonly time: string;
  readonly linesWritten: number;
  /** Average of the last ten seconds. */
  readonly linesPerSecond: number;
  /** Delivered events by sink, from the ledgers. */
  readonly delivered: Readonly<Partial<Record<SinkName, number>>>;
  /** Objects of the parking bucket that the replay will retry. */
  readonly parkedObjects: number;
  /** Objects of the parking bucket that nothing retries. */
  readonly quarantinedObjects: number;
  /** Null if there was no error. */
  readonly lastError: { readonly time: string; readonly text: string } | null;
}

/** Collects the status from the traffic and from the data of the local page. */
export interface StatusReader {
  countLines(lines: number): void;
  /** Never rejects: a component that does not answer is the last error. */
  read(): Promise<PlatformStatus>;
}

const RATE_WINDOW_MS = 10_000;

/** @param now milliseconds since the epoch */
export function createStatusReader(
  data: Pick<PageData, "ledgers" | "storedObjects">,
  now: () => number = Date.now,
): StatusReader {
  const startedAt = now();
  let written: readonly { readonly at: number; readonly lines: number }[] = [];
  let linesWritten = 0;
  let ledgers: SinkLedgers = [];
  let counts: StoredObjects["counts"] = {};
  let lastError: PlatformStatus["lastError"] = null;

  const inWindow = () => written.filter(({ at }) => at > now() - RATE_WINDOW_MS);
  const setError = (text: string, at: number) => {
    lastError = { time: new Date(at).toISOString(), text };
  };
  return {
    countLines(lines) {
      linesWritten += lines;
      written = [...inWindow(), { at: now(), lines }];
    },
    async read() {
      const [ledgersAnswer, objects] = await Promise.all([
        answerOf("CloudWatch", () => data.ledgers()),
        answerOf("S3", () => data.storedObjects()),
      ]);
      if ("value" in objects) {
        ({ counts } = objects.value);
        const [newest] = objects.value.newest;
        if (newest) setError(describeObject(newest), newest.storedAt.getTime());
      }
      if ("value" in ledgersAnswer) ledgers = ledgersAnswer.value;
      for (const answer of [ledgersAnswer, objects]) if ("error" in answer) setError(answer.error, now());
      const windowMs = Math.min(RATE_WINDOW_MS, now() - startedAt);
      const lines = inWindow().reduce((sum, each) => sum + each.lines, 0);
      return {
        time: new Date(now()).toISOString(),
        linesWritten,
        linesPerSecond: windowMs === 0 ? 0 : Math.round(lines / (windowMs / 1_000)),
        delivered: Object.fromEntries(ledgers.map(({ sink, sums }) => [sink, sums.delivered])),
        parkedObjects: (counts[PARKED_PREFIX] ?? 0) + (counts[REMAINDER_PREFIX] ?? 0),
        quarantinedObjects: counts[QUARANTINE_PREFIX] ?? 0,
        lastError,
      };
    },
  };
}

/** The folder of an object names the sink; the most frequent reason names the error. */
function describeObject({ key, reasons }: StoredObjects["newest"][number]): string {
  const folder = key.split("/").slice(0, 2).join("/");
  return `${folder}: ${reasons[0]?.reason ?? "no reason given"}`;
}
