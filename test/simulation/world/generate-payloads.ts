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
import type { LineKind, LineCounts, PayloadSpec, Plan } from "../plan";

/** The environment that writes the logs. */
export const ENVIRONMENT = "staging";

/** Occurs in generated lines only as a secret, so no sink may contain it. */
export const PLANTED_SECRET = ["made", "up", "and", "never", "to", "leave"].join("-");

/** One event as it was written, with its expected destinations, computed without the forwarder's code. */
export interface GeneratedEvent {
  readonly id: string;
  readonly log: LogId;
  /** Milliseconds since the epoch. */
  readonly timestamp: number;
  readonly kind: LineKind;
  readonly sinks: readonly SinkName[];
  /** Shared by the errors of one storm; otherwise unique to the event. */
  readonly groupingKey: string;
}

/** A payload of CloudWatch Logs, with the events in it. */
export interface GeneratedPayload {
  readonly number: number;
  /** Seconds since the start. */
  readonly at: number;
  readonly compressed: Buffer;
  readonly kind: Exclude<PayloadSpec["kind"], "duplicate">;
  readonly events: readonly GeneratedEvent[];
  /** Whether an earlier payload has the same content. */
  readonly isDuplicate: boolean;
}

/** The payloads that CloudWatch Logs delivers in a plan. */
export function generatePayloads({ traffic }: Plan, startTime: number): readonly GeneratedPayload[] {
  const payloads: GeneratedPayload[] = [];
  for (const [number, payload] of traffic.entries()) {
    const original = payload.kind === "duplicate" ? payloads[payload.originalIndex] : undefined;
    if (original) payloads.push({ ...original, number, at: payload.at, isDuplicate: true });
    else payloads.push(generatePayload(payload, number, startTime));
  }
  return payloads;
}

function generatePayload(payload: PayloadSpec, number: number, startTime: number): GeneratedPayload {
  const common = { number, at: payload.at, isDuplicate: false };
  switch (payload.kind) {
    case "lines": {
      const lines = generateLines(payload.lines, payload.log, number, startTime + payload.at * 1_000);
      const compressed = compressMessage(logGroupName(ENVIRONMENT, payload.log), lines);
      return { ...common, compressed, kind: "lines", events: lines.map(({ event }) => event) };
    }
    case "function-log": {
      const lines = generateLines({ info: 2 }, "application", number, startTime);
      return {
        ...common,
        compressed: compressMessage(functionLogGroupName(ENVIRONMENT, "forwarder"), lines),
        kind: "function-log",
        events: [],
      };
    }
    case "control-message":
      return {
        ...common,
        compressed: gzipSync(JSON.stringify(CONTROL_MESSAGE)),
        kind: "control-message",
        events: [],
      };
    case "corrupt":
      return { ...common, compressed: CORRUPTIONS[payload.corruption](number), kind: "corrupt", events: [] };
    case "duplicate":
      throw new Error(`payload ${number} repeats ${payload.originalIndex}, which is not an earlier payload`);
  }
}

const CONTROL_MESSAGE = { messageType: "CONTROL_MESSAGE", logEvents: [] };

const CORRUPTIONS: Readonly<
  Record<Extract<PayloadSpec, { kind: "corrupt" }>["corruption"], (number: number) => Buffer>
> = {
  "not-gzip": (number) => Buffer.from(`payload ${number} is not gzip`),
  "truncated-gzip": (number) =>
    gzipSync(JSON.stringify({ messageType: "DATA_MESSAGE", number })).subarray(0, -12),
  "not-json": (number) => gzipSync(`payload ${number} is not JSON`),
  "invalid-events": (number) =>
    compressMessage(logGroupName(ENVIRONMENT, "audit"), [{ event: { id: number }, message: "a numeric id" }]),
  "unknown-log-group": (number) => compressMessage(`/aws/lambda/another-${number}`, []),
};

interface GeneratedLine {
  readonly event: { readonly id: unknown; readonly timestamp?: number };
  readonly message: string;
}

function compressMessage(logGroup: string, lines: readonly GeneratedLine[]): Buffer {
  const logEvents = lines.map(({ event: { id, timestamp }, message }) => ({ id, timestamp, message }));
  const origin = { owner: "000000000000", logGroup, logStream: "inventorysync-api" };
  return gzipSync(JSON.stringify({ messageType: "DATA_MESSAGE", ...origin, logEvents }));
}

/** How long CloudWatch Logs takes to deliver a log event, in milliseconds. */
const INGESTION_DELAY_MS = 2_000;

function generateLines(lines: LineCounts, log: LogId, payload: number, now: number) {
  const kinds = Object.entries(lines).flatMap(([kind, count]) =>
    Array.from({ length: count }, () => kind as LineKind),
  );
  return kinds.map((kind, index) => {
    const id = createHash("sha256").update(`${payload} ${index}`).digest("hex").slice(0, 24);
    const timestamp = now - INGESTION_DELAY_MS + index;
    const { level, groupingKey = id, text } = LINE_TEMPLATES[kind](log);
    const message =
      text ??
      JSON.stringify({
        level,
        logger: "inventorysync.orders",
        event: groupingKey,
        message: `${kind} ${index}`,
        ...EXTRA_FIELDS[kind],
      });
    const sinks = SINK_NAMES.filter((sink) => isDestination(sink, log, level));
    return { event: { id, log, timestamp, kind, sinks, groupingKey }, message };
  });
}

const LINE_TEMPLATES: Readonly<
  Record<LineKind, (log: LogId) => { level?: string; groupingKey?: string; text?: string }>
> = {
  info: () => ({ level: "INFO" }),
  error: () => ({ level: "ERROR" }),
  storm: (log) => ({ level: "CRITICAL", groupingKey: `storm_of_${log}` }),
  unstructured: () => ({ text: "[INFO] Booting worker with pid: 17" }),
  overSentryLimit: () => ({ level: "ERROR" }),
  overDatadogLimit: () => ({ level: "INFO" }),
  secret: () => ({ level: "INFO" }),
  denseText: () => ({ level: "INFO" }),
  denseAttributes: () => ({ level: "INFO" }),
  denseJson: () => ({ level: "INFO" }),
};

/** The domain of all generated addresses. Short, so that the label of an address is longer than the address. */
export const PLANTED_DOMAIN = "zq.co";

/** Their labels with hashes have 34 characters each, some 24,000 in all. */
const ADDRESSES = Array.from({ length: 700 }, (_, number) => [`a${number}`, PLANTED_DOMAIN].join("@"));

const EXTRA_FIELDS: Readonly<Partial<Record<LineKind, object>>> = {
  overSentryLimit: { message: "long ".repeat(2_000) },
  overDatadogLimit: { message: "huge ".repeat(210_000) },
  secret: { apiKey: PLANTED_SECRET },
  denseText: { message: ADDRESSES.join(" ") },
  denseAttributes: {
    recipients: ADDRESSES,
    [ADDRESSES.slice(0, 2).join()]: { name: "email", value: ADDRESSES[0] },
  },
  denseJson: { body: JSON.stringify({ to: ADDRESSES }) },
};

function isDestination(sink: SinkName, log: LogId, level: string | undefined): boolean {
  const destinations: readonly SinkName[] = logById(log).destinations;
  return destinations.includes(sink) && (sink !== "sentry" || level === "ERROR" || level === "CRITICAL");
}
