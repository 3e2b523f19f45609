import { HOUR_MS } from "../../../lambda/archive-manifest/manifest";
import { recordPrefixes } from "../../../lambda/archive-manifest/record-prefixes";

test("an hour has the prefixes of its day and of the days in which its objects may have begun", () => {
  const from = Date.parse("2026-03-02T00:00:00Z");
  expect(recordPrefixes(from, from + HOUR_MS)).toEqual([
    "records/log=audit/dt=2026-02-28/",
    "records/log=audit/dt=2026-03-01/",
    "records/log=audit/dt=2026-03-02/",
    "records/log=security/dt=2026-02-28/",
    "records/log=security/dt=2026-03-01/",
    "records/log=security/dt=2026-03-02/",
    "errors/",
  ]);
});

test("without a start, everything is covered", () => {
  expect(recordPrefixes(undefined, 0)).toEqual(["records/", "errors/"]);
});
