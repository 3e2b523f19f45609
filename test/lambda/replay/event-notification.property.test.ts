import * as fc from "fast-check";
import { PARKED_PREFIX } from "../../../catalog";
import { parseEventNotification } from "../../../lambda/replay/event-notification";
import { expectLinearTime } from "../../fixtures/cost-ratio";
import { fuzzParameters } from "../../fixtures/fuzz-parameters";
import { applyEdits, EDITS, mutated, stringify } from "../../fixtures/mutations";

const KEY = fc
  .tuple(fc.constant(`${PARKED_PREFIX}datadog/a+b%2Fc`), EDITS)
  .map(([key, edits]) => applyEdits(key, edits));
const RECORD = mutated(
  fc.record({ s3: mutated(fc.record({ object: mutated(fc.record({ key: mutated(KEY) })) })) }),
);
const MESSAGES = mutated(
  fc.oneof(
    { weight: 4, arbitrary: fc.record({ Records: mutated(fc.array(RECORD, { maxLength: 3 })) }) },
    fc.record(
      { Event: mutated(fc.constant("s3:TestEvent")), Records: mutated(fc.array(RECORD, { maxLength: 3 })) },
      { requiredKeys: ["Event"] },
    ),
  ),
).map(stringify);

test("every record of a notification names a parked object or has a reason, and nothing is thrown", () => {
  fc.assert(
    fc.property(MESSAGES, EDITS, (text, edits) => {
      expectEveryRecordJudged(applyEdits(text, edits));
    }),
    fuzzParameters(0.05),
  );
});

test("a notification costs as much as many notifications of as many objects in all", () => {
  expectLinearTime(RECORD, (records) => JSON.stringify({ Records: records }), parseEventNotification);
});

function expectEveryRecordJudged(body: string): void {
  const notification = parseEventNotification(body);
  if (notification.kind === "records") {
    const { parkedKeys, foreignRecords } = notification;
    const records = (JSON.parse(body) as { Records: unknown[] }).Records;
    expect(parkedKeys.filter((key) => !key.startsWith(PARKED_PREFIX))).toEqual([]);
    expect(new Set(parkedKeys).size).toBe(parkedKeys.length);
    expect(foreignRecords.filter(({ reason }) => reason === "")).toEqual([]);
    // As text, because Jest cannot compare records that are nested deep.
    const bodies = new Set([body, ...records.map(stringify)]);
    expect(foreignRecords.filter((each) => !bodies.has(each.body))).toEqual([]);
    expect(parkedKeys.length + foreignRecords.length).toBeGreaterThan(0);
    expect(parkedKeys.length + foreignRecords.length).toBeLessThanOrEqual(records.length);
  }
  if (notification.kind === "test") expect(JSON.parse(body)).not.toHaveProperty("Records");
  if (notification.kind === "undecodable") expect(notification.reason).not.toBe("");
}
