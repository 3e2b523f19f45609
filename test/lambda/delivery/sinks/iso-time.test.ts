import fc from "fast-check";
import { isoTime, parseIsoTime } from "../../../../lambda/delivery/sinks/iso-time";

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

const PARTS = [
  "2026-03-01",
  "2026-02-30",
  "T",
  " ",
  "23",
  "24",
  ":",
  ".",
  "59",
  "60",
  "123",
  "12a",
  "Z",
  "+",
];

test("any time is read as Date.parse does, also after one of the same day", () => {
  const anyTime = fc.integer({ min: -LAST_TIME, max: LAST_TIME }).map((time) => new Date(time).toISOString());
  const almostTime = fc
    .tuple(anyTime, fc.nat(23), fc.constantFrom(...Array.from("0123456789:.TZ+- ")))
    .map(([time, at, character]) => time.slice(0, at) + character + time.slice(at + 1));
  const parts = fc.array(fc.constantFrom(...PARTS), { maxLength: 12 }).map((each) => each.join(""));
  fc.assert(
    fc.property(anyTime, fc.array(fc.oneof(anyTime, almostTime, parts, fc.string())), (first, texts) => {
      const all = [first, ...texts, first, ...texts.map((text) => first.slice(0, 11) + text.slice(11))];
      expect(all.map(parseIsoTime)).toEqual(all.map((text) => Date.parse(text)));
    }),
  );
});
