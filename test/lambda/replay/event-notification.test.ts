import * as fc from "fast-check";
import { parseEventNotification } from "../../../lambda/replay/event-notification";

/** Test records and bodies of notifications as Amazon S3 writes them. */
const recordOf = (key: unknown) => ({
  eventName: "ObjectCreated:Put",
  s3: { bucket: { name: "b" }, object: { key } },
});
const notificationOf = (...keys: readonly unknown[]) => JSON.stringify({ Records: keys.map(recordOf) });

test("a notification gives its object keys, URL-decoded", () => {
  expect(parseEventNotification(notificationOf("parked/sentry/a%2Fb+c", "parked/sentry/d"))).toEqual({
    ...{ kind: "records", parkedKeys: ["parked/sentry/a/b c", "parked/sentry/d"], foreignRecords: [] },
  });
});

test("a key that occurs twice in a notification is given once, in any encoding", () => {
  const body = notificationOf("parked/sentry/a", "parked%2Fsentry%2Fa", "parked/sentry/a");
  expect(parseEventNotification(body)).toMatchObject({ parkedKeys: ["parked/sentry/a"], foreignRecords: [] });
});

test.each([
  ["an object outside parked/", recordOf("quarantine/sentry/a"), "outside parked/"],
  ["an object of the remainder", recordOf("remainder/sentry/a"), "outside parked/"],
  ["a key that is not text", recordOf(7), "no URL-encoded object key"],
  ["a key with an invalid encoding", recordOf("parked/%E0%A4%A"), "no URL-encoded object key"],
  ["no object", { s3: {} }, "no URL-encoded object key"],
  ["no record at all", null, "no URL-encoded object key"],
])("a record with %s is foreign, and the parked objects beside it are not", (_, foreign, reason) => {
  const records = [recordOf("parked/sentry/a"), foreign, recordOf("parked/sentry/b")];
  expect(parseEventNotification(JSON.stringify({ Records: records }))).toEqual({
    kind: "records",
    parkedKeys: ["parked/sentry/a", "parked/sentry/b"],
    foreignRecords: [{ body: JSON.stringify(foreign), reason: expect.stringContaining(reason) as string }],
  });
});

test("a foreign record that is nested too deep to serialize is given as the whole message", () => {
  const deep = `${"[".repeat(50_000)}${"]".repeat(50_000)}`;
  const body = `{"Records":[${JSON.stringify(recordOf("parked/sentry/a"))},${deep}]}`;
  expect(parseEventNotification(body)).toMatchObject({
    parkedKeys: ["parked/sentry/a"],
    foreignRecords: [{ body }],
  });
});

test("the s3:TestEvent message is recognized", () => {
  const message = { Service: "Amazon S3", Event: "s3:TestEvent", Bucket: "b" };
  expect(parseEventNotification(JSON.stringify(message))).toEqual({ kind: "test" });
});

test("a message with records is a notification, even if it says that it is a test", () => {
  const message = { Event: "s3:TestEvent", Records: [recordOf("parked/sentry/a")] };
  expect(parseEventNotification(JSON.stringify(message))).toEqual({
    ...{ kind: "records", parkedKeys: ["parked/sentry/a"], foreignRecords: [] },
  });
});

test.each([
  ["no JSON", "{", "not an S3 event notification"],
  ["no records", "{}", "not an S3 event notification"],
  ["an empty list", notificationOf(), "not an S3 event notification"],
  ["records that are no list", '{"Event":"s3:TestEvent","Records":{}}', "not an S3 event notification"],
])("a message with %s is undecodable", (_, body, reason) => {
  expect(parseEventNotification(body)).toEqual({
    ...{ kind: "undecodable", reason: expect.stringContaining(reason) as string },
  });
});

test("any message is a notification, a test event or undecodable", () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json(), fc.anything().map(notificationOf)), (body) => {
      expect(["records", "test", "undecodable"]).toContain(parseEventNotification(body).kind);
    }),
  );
});
