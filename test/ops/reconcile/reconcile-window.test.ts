import { reconcileWindow } from "../../../ops/reconcile/reconcile-window";

const NOW = Date.parse("2026-03-01T12:34:56.789Z");
const at = (time: string) => Date.parse(`2026-03-01T${time}Z`);

test("the time window begins with a whole minute, and ends before a whole second when events have settled", () => {
  expect(reconcileWindow({ since: "1h", settling: "5m" }, NOW)).toEqual({
    since: at("11:34:00"),
    until: at("12:29:55.999"),
    settledBefore: at("12:29:56.789"),
  });
});

test("the end can be given, and does not change which events have settled", () => {
  const options = { since: "2026-03-01T10:00:00Z", until: "2026-03-01T11:00:00Z", settling: "10m" };
  expect(reconcileWindow(options, NOW)).toEqual({
    since: at("10:00:00"),
    until: at("10:59:59.999"),
    settledBefore: at("12:24:56.789"),
  });
});

test("an empty time window is refused, with the reason", () => {
  expect(() => reconcileWindow({ since: "1m", settling: "5m" }, NOW)).toThrow(
    "--since 2026-03-01T12:33:56.789Z is not before the end of the time window, 2026-03-01T12:29:56.789Z, which is --settling 5m ago",
  );
  expect(() => reconcileWindow({ since: "1h", until: "2h", settling: "5m" }, NOW)).toThrow(
    /--since .* is not before the end of the time window, 2026-03-01T10:34:56.789Z$/,
  );
});
