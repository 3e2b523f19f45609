import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";
import {
  functionLogGroupName,
  logById,
  logGroupName,
  type LogId,
  SINK_NAMES,
  type SinkName,
} from "../../../catalog";
import type { LineKind, Lines, Payload, Plan } from "../plan";

/** The environment whose logs they are. */
export const ENVIRONMENT = "staging";

/** Stands in no line that is written but as a secret, so it may be found nowhere. */
export const SECRET = ["made", "up", "and", "never", "to", "leave"].join("-");

/** One event as it was written, and what has to become of it; worked out without the forwarder's code. */
export interface WrittenEvent {
  readonly id: string;
  readonly log: LogId;
  /** Milliseconds since the epoch. */
  readonly timestamp: number;
  readonly kind: LineKind;
  readonly sinks: readonly SinkName[];
  /** What it has in common with the errors of its storm, or with itself alone. */
  readonly alike: string;
}

/** A payload of CloudWatch Logs, and what was written in it. */
export interface WrittenPayload {
  readonly number: number;
  /** Seconds since the beginning. */
  readonly at: number;
  readonly packed: Buffer;
  readonly is: Exclude<Payload["is"], "again">;
  readonly events: readonly WrittenEvent[];
  /** Whether it came before. */
  readonly again: boolean;
}

/** What the plan has CloudWatch Logs hand over. */
export function writeTraffic({ traffic }: Plan, beginning: number): readonly WrittenPayload[] {
  const written: WrittenPayload[] = [];
  for (const [number, payload] of traffic.entries()) {
    const before = payload.is === "again" ? written[payload.of] : undefined;
    if (before) written.push({ ...before, number, at: payload.at, again: true });
    else written.push(write(payload, number, beginning));
  }
  return written;
}

function write(payload: Payload, number: number, beginning: number): WrittenPayload {
  const common = { number, at: payload.at, again: false };
  switch (payload.is) {
    case "lines": {
      const lines = writeLines(payload.lines, payload.log, number, beginning + payload.at * 1_000);
      const packed = pack(logGroupName(ENVIRONMENT, payload.log), lines);
      return { ...common, packed, is: "lines", events: lines.map(({ event }) => event) };
    }
    case "own": {
      const lines = writeLines({ info: 2 }, "application", number, beginning);
      return {
        ...common,
        packed: pack(functionLogGroupName(ENVIRONMENT, "forwarder"), lines),
        is: "own",
        events: [],
      };
    }
    case "control":
      return { ...common, packed: gzipSync(JSON.stringify(CONTROL_MESSAGE)), is: "control", events: [] };
    case "corrupt":
      return { ...common, packed: CORRUPTIONS[payload.how](number), is: "corrupt", events: [] };
    case "again":
      throw new Error(`payload ${number} repeats ${payload.of}, which does not stand before it`);
  }
}

const CONTROL_MESSAGE = { messageType: "CONTROL_MESSAGE", logEvents: [] };

const CORRUPTIONS: Readonly<Record<Extract<Payload, { is: "corrupt" }>["how"], (number: number) => Buffer>> =
  {
    "no gzip": (number) => Buffer.from(`payload ${number} is no gzip`),
    "cut short": (number) =>
      gzipSync(JSON.stringify({ messageType: "DATA_MESSAGE", number })).subarray(0, -12),
    "no JSON": (number) => gzipSync(`payload ${number} is no JSON`),
    "no events": (number) =>
      pack(logGroupName(ENVIRONMENT, "audit"), [{ event: { id: number }, message: "an id of a number" }]),
    "another group": (number) => pack(`/aws/lambda/another-${number}`, []),
  };

interface Line {
  readonly event: { readonly id: unknown; readonly timestamp?: number };
  readonly message: string;
}

function pack(logGroup: string, lines: readonly Line[]): Buffer {
  const logEvents = lines.map(({ event: { id, timestamp }, message }) => ({ id, timestamp, message }));
  const origin = { owner: "000000000000", logGroup, logStream: "inventorysync-api" };
  return gzipSync(JSON.stringify({ messageType: "DATA_MESSAGE", ...origin, logEvents }));
}

/** What a log event waits on its way to the forwarder, in milliseconds. */
const WAY_MS = 2_000;

function writeLines(lines: Lines, log: LogId, payload: number, now: number) {
  const kinds = Object.entries(lines).flatMap(([kind, count]) =>
    Array.from({ length: count }, () => kind as LineKind),
  );
  return kinds.map((kind, index) => {
    const id = createHash("sha256").update(`${payload} ${index}`).digest("hex").slice(0, 24);
    const timestamp = now - WAY_MS + index;
    const { level, alike = id, text } = LINES[kind](log);
    const message =
      text ??
      JSON.stringify({
        level,
        logger: "inventorysync.orders",
        event: alike,
        message: `${kind} ${index}`,
        ...EXTRAS[kind],
      });
    const sinks = SINK_NAMES.filter((sink) => wants(sink, log, level));
    return { event: { id, log, timestamp, kind, sinks, alike }, message };
  });
}

const LINES: Readonly<Record<LineKind, (log: LogId) => { level?: string; alike?: string; text?: string }>> = {
  info: () => ({ level: "INFO" }),
  error: () => ({ level: "ERROR" }),
  storm: (log) => ({ level: "CRITICAL", alike: `storm_of_${log}` }),
  plain: () => ({ text: "[INFO] Booting worker with pid: 17" }),
  long: () => ({ level: "ERROR" }),
  huge: () => ({ level: "INFO" }),
  secret: () => ({ level: "INFO" }),
};

const EXTRAS: Readonly<Partial<Record<LineKind, object>>> = {
  long: { message: "long ".repeat(2_000) },
  huge: { message: "huge ".repeat(210_000) },
  secret: { apiKey: SECRET },
};

function wants(sink: SinkName, log: LogId, level: string | undefined): boolean {
  const destinations: readonly SinkName[] = logById(log).destinations;
  return destinations.includes(sink) && (sink !== "sentry" || level === "ERROR" || level === "CRITICAL");
}
