import { parseVolume } from "../../../ops/cost/parse-volume";

test.each([
  ["5", 5],
  ["0.25", 0.25],
  ["application=3,audit=0.5", { application: 3, audit: 0.5 }],
])("%s is a volume", (text, expected) => {
  expect(parseVolume(text)).toEqual(expected);
});

test.each([
  "",
  "-1",
  "five",
  "1e3",
  "application",
  "application=",
  "applications=1",
  "audit=1,audit=2",
  "audit=1=2",
])("%j is no volume", (text) => {
  expect(parseVolume(text)).toBeUndefined();
});
