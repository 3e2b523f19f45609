import { identityOf } from "../../../lambda/delivery/log-event";

const ORIGIN = { owner: "000000000000", logGroup: "/inventorysync/staging/application", logStream: "api" };

test("an event has the same identity in every delivery", () => {
  expect(identityOf({ id: "17", origin: { ...ORIGIN } })).toBe(identityOf({ id: "17", origin: ORIGIN }));
});

test.each([
  ["id", { id: "18", origin: ORIGIN }],
  ["owner", { id: "17", origin: { ...ORIGIN, owner: "111111111111" } }],
  ["log group", { id: "17", origin: { ...ORIGIN, logGroup: "/inventorysync/staging/audit" } }],
  ["log stream", { id: "17", origin: { ...ORIGIN, logStream: "worker" } }],
  ["boundary between log stream and id", { id: "i17", origin: { ...ORIGIN, logStream: "ap" } }],
])("events that differ only in their %s have different identities", (_, other) => {
  expect(identityOf(other)).not.toBe(identityOf({ id: "17", origin: ORIGIN }));
});
