import { toUSVString } from "node:util";
import { gunzipSync, gzipSync } from "node:zlib";
import { PARKED_PREFIX, UNDECODABLE_PREFIX } from "../../catalog";
import { decodeFailedEvents } from "../../lambda/delivery/failed-events-object";
import type { Sink } from "../../lambda/delivery/sinks/sink";
import { decode } from "../../lambda/forwarder/decode";
import { parseRecord } from "../../lambda/forwarder/parse";
import { extractPayloads } from "../../lambda/forwarder/payloads";
import { createRedactor, redactRecord } from "../../lambda/redaction";
import { parseEventNotification } from "../../lambda/replay/event-notification";
import { replayObject } from "../../lambda/replay/replay-object";
import { isObject, parseJson, parseObject } from "../../lambda/shared/json";
import type { ObjectStore } from "../../lambda/shared/object-store";
import { chance, oneOf, type Random } from "../simulation/random";
import { ENVIRONMENT } from "../simulation/world/generate-payloads";
import { mutateBytes, mutateText, mutateValue } from "./mutate";
import { sampleFailedEventLines, sampleLine, sampleMessage } from "./samples";

/** A reader of what comes from outside. */
export interface Target {
  readonly name: string;
  /** Of all inputs, how many it gets. */
  readonly weight: number;
  /** An input, and what reads it; it says what was lost, or throws. */
  draw(random: Random): FuzzCase;
}

export type FuzzCase = () => readonly string[] | Promise<readonly string[]>;

const MAX_MUTATIONS = 4;

function mutateRepeatedly<Value>(
  random: Random,
  value: Value,
  mutate: (random: Random, value: Value) => Value,
): Value {
  let result = value;
  for (let times = random.integer(0, MAX_MUTATIONS); times > 0; times -= 1) result = mutate(random, result);
  return result;
}

const DECODER: Target = {
  name: "decoder",
  weight: 0.35,
  draw(random) {
    const message = mutateRepeatedly<unknown>(random, sampleMessage(random), mutateValue);
    const text = mutateRepeatedly(
      random,
      JSON.stringify(message),
      chance(random, 0.3) ? mutateText : (_, same) => same,
    );
    const compressed = mutateRepeatedly(
      random,
      gzipSync(text, { level: 1 }),
      chance(random, 0.3) ? mutateBytes : (_, same) => same,
    );
    const event = wrapPayload(random, Buffer.from(compressed).toString("base64"));
    return () => {
      const payloads = extractPayloads(event);
      if (payloads.length === 0) return ["an invocation became no payload"];
      return payloads.flatMap(({ compressed: bytes }) => decodingErrors(decode(bytes, ENVIRONMENT), bytes));
    };
  },
};

/** As CloudWatch Logs or a Kinesis data stream hands a payload over, more or less. */
function wrapPayload(random: Random, data: string): unknown {
  const event = chance(random, 0.5)
    ? { awslogs: { data } }
    : { Records: [{ kinesis: { data, sequenceNumber: "1" } }, { kinesis: { data, sequenceNumber: "2" } }] };
  return chance(random, 0.1) ? mutateValue(random, event) : event;
}

/** As many events as the payload has, or a reason to keep the payload. */
function decodingErrors(decoded: ReturnType<typeof decode>, bytes: Uint8Array): string[] {
  switch (decoded.kind) {
    case "events": {
      const { logEvents } = parseObject(gunzipSync(bytes).toString("utf8"));
      const written = Array.isArray(logEvents) ? (logEvents as readonly unknown[]) : [];
      const messages = written.map((event) => (isObject(event) ? event["message"] : undefined));
      const isWhole = decoded.events.every(({ message }, index) => message === messages[index]);
      return isWhole && decoded.events.length === written.length
        ? []
        : [`${decoded.events.length} of ${written.length} events came out`];
    }
    case "control":
    case "feedbackLoop":
      return [];
    case "undecodable":
      return decoded.reason === "" ? ["an unreadable payload without a reason"] : [];
  }
}

const RECORD_PARSER: Target = {
  name: "record parser",
  weight: 0.4,
  draw(random) {
    const line = sampleLine(random);
    const value = parseJson(line);
    const structured = isObject(value) && chance(random, 0.6);
    const input = structured
      ? JSON.stringify(mutateRepeatedly<unknown>(random, value, mutateValue))
      : mutateRepeatedly(random, line, mutateText);
    return () => {
      const record = parseRecord(input, 1_767_225_600_000);
      const { record: redacted, failed } = redactRecord(record);
      const written = parseJson(JSON.stringify(redacted));
      const problems: string[] = [];
      if (failed && nestingOf(input) < MAX_REDACTED_NESTING) problems.push("redaction failed");
      if (!isObject(written) || typeof written["@timestamp"] !== "string")
        problems.push("a record without a time");
      if (!isObject(parseJson(input)) && record.message !== toUSVString(input))
        problems.push("a line is not whole");
      if (isObject(written) && input.trim() !== "{}" && Object.keys(written).length === 0)
        problems.push("a record without content");
      return problems;
    };
  },
};

const REPLAY_READER: Target = {
  name: "replay reader",
  weight: 0.2,
  draw(random) {
    const lines = sampleFailedEventLines(random).map((line, index) =>
      JSON.stringify(chance(random, index === 0 ? 0.05 : 0.4) ? mutateValue(random, line) : line),
    );
    const text = chance(random, 0.2)
      ? mutateRepeatedly(random, lines.join("\n"), mutateText)
      : lines.join("\n");
    const compressed = gzipSync(text, { level: 1 });
    const body = chance(random, 0.2) ? mutateBytes(random, compressed) : compressed;
    return () => replay(body);
  },
};

/** Brackets within each other from which redaction may withhold a text: it follows some 500 levels. */
const MAX_REDACTED_NESTING = 400;

/** Brackets within each other, at most, whatever stands between them. */
function nestingOf(text: string): number {
  let [depth, deepest] = [0, 0];
  for (const character of text) {
    if (character === "[" || character === "{") deepest = Math.max(deepest, (depth += 1));
    if (character === "]" || character === "}") depth -= 1;
  }
  return deepest;
}

const REDACTOR = createRedactor();
const KEY = `${PARKED_PREFIX}datadog/2026-01-01/object.ndjson.gz`;

/** Every line of the object is delivered or kept; or the object is, whole. */
async function replay(body: Uint8Array): Promise<readonly string[]> {
  const objects = new Map<string, Uint8Array>([[KEY, body]]);
  const delivered: string[] = [];
  const clock = { now: () => 1_767_225_600_000, sleep: () => Promise.resolve(), random: () => 0.5 };
  const store: ObjectStore = {
    put: (key, content) => Promise.resolve(void objects.set(key, content)),
    get: (key) => Promise.resolve(objects.get(key)),
    delete: (key) => Promise.resolve(void objects.delete(key)),
  };
  const sinkProvider = () => Promise.resolve([acceptingSink(delivered)]);
  const redactorProvider = () => Promise.resolve(REDACTOR);
  const { kind } = await replayObject(KEY, {
    store,
    sinkProvider,
    redactorProvider,
    clock,
    deadline: clock.now() + 1_000,
  });

  const kept = [...objects].filter(([key]) => key.startsWith(UNDECODABLE_PREFIX));
  switch (kind) {
    case "settled": {
      const object = decodeFailedEvents(body);
      const unreadable = "decodeError" in object ? [] : object.undecodableLines;
      const [, ...lines] = gunzipSync(body).toString("utf8").split("\n");
      const written = lines.filter((line) => line !== "").length;
      const isKept = unreadable.length === 0 || kept.length === 1;
      return delivered.length + unreadable.length === written && isKept
        ? []
        : [`${delivered.length} delivered and ${unreadable.length} kept of ${written}`];
    }
    case "quarantined":
      return kept.length === 1 ? [] : ["a poisoned object is gone"];
    case "stillParked":
    case "failed":
      return objects.has(KEY) ? [] : ["an object that waits is gone"];
    case "alreadySettled":
      return ["an object was not found"];
  }
}

function acceptingSink(delivered: string[]): Sink {
  return {
    name: "datadog",
    matches: () => true,
    limits: { maxItems: 1_000, maxBytes: Infinity },
    encode: ({ record }) => ({ body: JSON.stringify(record), truncated: false }),
    send(batch) {
      delivered.push(...batch.map(({ body }) => body));
      return Promise.resolve(batch.map(() => ({ kind: "delivered" })));
    },
  };
}

const EVENT_NOTIFICATIONS: Target = {
  name: "event notifications",
  weight: 0.05,
  draw(random) {
    const event = { Records: [{ eventSource: "aws:s3", s3: { object: { key: "parked/datadog/a+b%2Fc" } } }] };
    const value = mutateRepeatedly<unknown>(
      random,
      oneOf(random, [event, { Event: "s3:TestEvent" }]),
      mutateValue,
    );
    const body = mutateRepeatedly(
      random,
      JSON.stringify(value),
      chance(random, 0.3) ? mutateText : (_, same) => same,
    );
    return () => {
      const notification = parseEventNotification(body);
      switch (notification.kind) {
        case "parked":
          return notification.keys.length > 0 &&
            notification.keys.every((key) => key.startsWith(PARKED_PREFIX))
            ? []
            : ["an announcement of nothing"];
        case "test":
          return [];
        case "undecodable":
          return notification.reason === "" ? ["an unreadable announcement without a reason"] : [];
      }
    };
  },
};

export const TARGETS: readonly Target[] = [DECODER, RECORD_PARSER, REPLAY_READER, EVENT_NOTIFICATIONS];
