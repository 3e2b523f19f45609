import * as fc from "fast-check";
import { parseEventNotification } from "../../../lambda/replay/event-notification";

/** What S3 writes into the queue about new objects. */
const notificationOf = (...keys: readonly unknown[]) =>
  JSON.stringify({
    Records: keys.map((key) => ({
      eventName: "ObjectCreated:Put",
      s3: { bucket: { name: "b" }, object: { key } },
    })),
  });

test("a notification names its objects, whose keys are written as in a form", () => {
  expect(parseEventNotification(notificationOf("parked/sentry/a%2Fb+c", "parked/sentry/d"))).toEqual({
    ...{ kind: "parked", keys: ["parked/sentry/a/b c", "parked/sentry/d"] },
  });
});

test("the message by which S3 tries the queue is known", () => {
  const message = { Service: "Amazon S3", Event: "s3:TestEvent", Bucket: "b" };
  expect(parseEventNotification(JSON.stringify(message))).toEqual({ kind: "test" });
});

test.each([
  ["no JSON", "{", "not an S3 event notification"],
  ["no records", "{}", "not an S3 event notification"],
  ["an empty list", notificationOf(), "not an S3 event notification"],
  ["an object outside the parked ones", notificationOf("remainder/sentry/a"), "outside parked/"],
  ["one of several outside", notificationOf("parked/sentry/a", "quarantine/sentry/a"), "outside parked/"],
  ["a key that is no text", notificationOf(7), "outside parked/"],
  ["a key that is written wrong", notificationOf("parked/%E0%A4%A"), "outside parked/"],
])("a message with %s is unreadable", (_, body, reason) => {
  expect(parseEventNotification(body)).toEqual({
    ...{ kind: "undecodable", reason: expect.stringContaining(reason) as string },
  });
});

test("any message is one of the three", () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json(), fc.anything().map(notificationOf)), (body) => {
      expect(["parked", "test", "undecodable"]).toContain(parseEventNotification(body).kind);
    }),
  );
});
