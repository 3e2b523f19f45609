import { verdictOf, type VerdictRow } from "../../../../lambda/delivery/sinks/verdict-table";

const ROWS: readonly VerdictRow[] = [
  { from: 200, to: 202, kind: "delivered" },
  { from: 403, to: 403, kind: "park", invalidCredentials: true, description: "the key is not valid" },
  { from: 404, to: 404, kind: "park" },
  { from: 413, to: 413, kind: "split" },
  { from: 422, to: 422, kind: "reject", description: "the event is malformed" },
  { from: 500, to: 599, kind: "retry" },
];

test.each([
  [199, "park"],
  [200, "delivered"],
  [202, "delivered"],
  [203, "park"],
  [413, "split"],
  [422, "reject"],
  [499, "park"],
  [500, "retry"],
  [599, "retry"],
  [600, "park"],
])("status %i has the verdict %s", (status, kind) => {
  expect(verdictOf(ROWS, status, { sink: "datadog" }).kind).toBe(kind);
});

test("a judgement of an event with a foreign body is of a proxy, so the event is parked", () => {
  const rows: readonly VerdictRow[] = [
    { from: 400, to: 400, kind: "split" },
    { from: 413, to: 413, kind: "split" },
    { from: 422, to: 422, kind: "reject" },
  ];
  const kindOf = (status: number, isForeign: boolean) =>
    verdictOf(rows, status, { sink: "datadog", isForeign }).kind;
  expect([400, 413, 422].map((status) => kindOf(status, false))).toEqual(["split", "split", "reject"]);
  expect([400, 413, 422].map((status) => kindOf(status, true))).toEqual(["park", "split", "park"]);
  expect(verdictOf(rows, 400, { sink: "datadog", isForeign: true })).toEqual({
    kind: "park",
    reason:
      "datadog answered 400: with a body that is not the sink's; check the address, and the proxies before the sink",
  });
});

test("a verdict has the sink, the status, the row's description and the response's detail as its reason", () => {
  expect(verdictOf(ROWS, 422, { sink: "datadog", detail: "bad field" })).toEqual({
    kind: "reject",
    reason: "datadog answered 422: the event is malformed: bad field",
  });
  expect(verdictOf(ROWS, 413, { sink: "datadog" })).toEqual({
    kind: "split",
    reason: "datadog answered 413",
  });
});

test("a verdict retry has the wait that the sink asked for, or none", () => {
  expect(verdictOf(ROWS, 503, { sink: "datadog", afterMs: 7_000 })).toMatchObject({ afterMs: 7_000 });
  expect(verdictOf(ROWS, 503, { sink: "datadog" })).toMatchObject({ afterMs: 0 });
});

test("a verdict park says whether the credentials were rejected", () => {
  expect(verdictOf(ROWS, 403, { sink: "datadog" })).toEqual({
    ...{ kind: "park", invalidCredentials: true },
    reason: "datadog answered 403: the key is not valid",
  });
  expect(verdictOf(ROWS, 404, { sink: "datadog" })).toEqual({ kind: "park", reason: "datadog answered 404" });
});
