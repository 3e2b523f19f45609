import { gunzipSync, gzipSync } from "node:zlib";
import * as fc from "fast-check";
import { LOGS, logGroupName } from "../../../catalog";
import { decode } from "../../../lambda/forwarder/decode";
import { extractPayloads } from "../../../lambda/forwarder/payloads";
import { isObject, parseObject } from "../../../lambda/shared/json";
import { expectLinearTime } from "../../fixtures/cost-ratio";
import {
  awslogsEvent,
  ENVIRONMENT,
  kinesisEvent,
  payloadOf,
} from "../../fixtures/delivery/subscription-event";
import { fuzzParameters } from "../../fixtures/fuzz-parameters";
import { LINES } from "../../fixtures/log-lines";
import { applyEdits, applyEditsToBytes, EDITS, mutated, stringify } from "../../fixtures/mutations";

const LOG_EVENTS = fc.array(
  mutated(
    fc.record({
      id: mutated(fc.constant("event-0")),
      timestamp: mutated(fc.constant(1_767_225_600_000)),
      message: mutated(LINES),
    }),
  ),
  { maxLength: 4 },
);

const MESSAGES = mutated(
  fc.record({
    messageType: mutated(fc.constant("DATA_MESSAGE")),
    owner: mutated(fc.constant("000000000000")),
    logGroup: mutated(fc.constantFrom(...LOGS).map(({ id }) => logGroupName(ENVIRONMENT, id))),
    logStream: mutated(fc.constant("inventorysync-api")),
    logEvents: mutated(LOG_EVENTS),
  }),
).map(stringify);

const INVOCATIONS = [awslogsEvent, (payload: Uint8Array) => kinesisEvent(payload, payload)];

test("every payload yields its events or a reason, and nothing is thrown", () => {
  fc.assert(
    fc.property(
      MESSAGES,
      EDITS,
      EDITS,
      fc.constantFrom(...INVOCATIONS),
      (text, edits, byteEdits, invocation) => {
        const payload = applyEditsToBytes(gzipSync(applyEdits(text, edits), { level: 1 }), byteEdits);
        const payloads = extractPayloads(invocation(payload));
        expect(payloads.every(({ compressed }) => payload.equals(compressed))).toBe(true);
        for (const { compressed } of payloads) expectWholeOrReason(compressed);
      },
    ),
    fuzzParameters(0.3),
  );
});

test("a payload costs as much as many payloads with as many events in all", () => {
  expectLinearTime(
    LINES,
    (lines) => payloadOf(lines),
    (payload) => decode(payload, ENVIRONMENT),
  );
});

function expectWholeOrReason(payload: Uint8Array): void {
  const decoded = decode(payload, ENVIRONMENT);
  if (decoded.kind === "events") {
    const { logEvents } = parseObject(gunzipSync(payload).toString("utf8"));
    const written = (logEvents as readonly unknown[]).map((event) => isObject(event) && event["message"]);
    expect(decoded.events.map(({ message }) => message)).toEqual(written);
  }
  if (decoded.kind === "undecodable") expect(decoded.reason).not.toBe("");
}
