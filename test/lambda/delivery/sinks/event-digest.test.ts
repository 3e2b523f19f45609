import { createHash } from "node:crypto";
import fc from "fast-check";
import { eventDigest, eventDigestBase64url } from "../../../../lambda/delivery/sinks/event-digest";
import { eventOf } from "./events";

const event = eventOf({});
const { owner, logGroup, logStream } = event.origin;
const digestOf = (...parts: readonly string[]) =>
  createHash("sha256").update(parts.join("\0")).digest("hex").slice(0, 32);

test("the id of an event in a sink depends only on its origin and its id, also after an update", () => {
  expect(eventDigest(event).toString("hex")).toBe(digestOf(owner, logGroup, logStream, event.id));
});

test("the id of an event that represents others depends on their number too", () => {
  const digest = digestOf(owner, logGroup, logStream, event.id, "17");
  expect(eventDigest({ ...event, occurrences: 17 }).toString("hex")).toBe(digest);
});

test("the id in base64url is that of the digest, for any event", () => {
  fc.assert(
    fc.property(fc.string(), fc.option(fc.nat(), { nil: undefined }), (id, occurrences) => {
      const any = { ...event, id, ...(occurrences !== undefined && { occurrences }) };
      expect(eventDigestBase64url(any)).toBe(eventDigest(any).toString("base64url"));
    }),
  );
});
