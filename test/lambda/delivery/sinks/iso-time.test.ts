import fc from "fast-check";
import { isoTime } from "../../../../lambda/delivery/sinks/iso-time";

const LAST_TIME = 8.64e15;

test("any time is written as Date does", () => {
  fc.assert(
    fc.property(fc.integer({ min: -LAST_TIME, max: LAST_TIME }), fc.nat(200_000_000), (time, later) => {
      const times = [time, Math.min(LAST_TIME, time + later), time];
      expect(times.map(isoTime)).toEqual(times.map((each) => new Date(each).toISOString()));
    }),
  );
});

test("a time beyond those of Date is refused", () => {
  expect(() => isoTime(LAST_TIME + 1)).toThrow(RangeError);
});
