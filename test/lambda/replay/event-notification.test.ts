import * as fc from "fast-check";
import { parseEventNotification } from "../../../lambda/replay/event-notification";

/** Test notification bodies as Amazon S3 writes them. */
const notificationOf = (...keys: readonly unknown[]) =>
  JSON.stringify({
    Records: keys.map((key) => ({
      eventName: "ObjectCreated:Put",
      s3: { bucket: { name: "b" }, object: { key } },
    })),
  });

test("a notification gives its object keys, URL-decoded", () => {
  expect(parseEventNotification(notificationOf("parked/sentry/a%2Fb+c", "parked/sentry/d"))).toEqual({
    ...{ kind: "parked", keys: ["parked/sentry/a/b c", "parked/sentry/d"] },
  });
});

test("the s3:TestEvent message is recognized", () => {
  const message = { Service: "Amazon S3", Event: "s3:TestEvent", Bucket: "b" };
  expect(parseEventNotification(JSON.stringify(message))).toEqual({ kind: "test" });
});

test.each([
  ["no JSON", "{", "not an S3 event notification"],
  ["no records", "{}", "not an S3 event notification"],
  ["an empty list", notificationOf(), "not an S3 event notification"],
  ["an object outside parked/", notificationOf("remainder/sentry/a"), "outside parked/"],
  [
    "one of several objects outside parked/",
    notificationOf("parked/sentry/a", "quarantine/sentry/a"),
    "outside parked/",
  ],
  ["a key that is not text", notificationOf(7), "outside parked/"],
  ["a key with an invalid encoding", notificationOf("parked/%E0%A4%A"), "outside parked/"],
])("a message with %s is undecodable", (_, body, reason) => {
  expect(parseEventNotification(body)).toEqual({
    ...{ kind: "undecodable", reason: expect.stringContaining(reason) as string },
  });
});

test("any message is a notification, a test event or undecodable", () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json(), fc.anything().map(notificationOf)), (body) => {
      expect(["parked", "test", "undecodable"]).toContain(parseEventNotification(body).kind);
    }),
  );
});
