import { isAtLeast } from "../../../local/startup/version";

test.each([
  ["3.10.0", "3.10", true],
  ["3.9.2", "3.10", false],
  ["4.0", "3.10", true],
  ["20.18.9", "20.19", false],
  ["4.0.0-rc-2", "3.6.3", true],
  ["3.6", "3.6.3", false],
])("%s is at least %s: %s", (version, least, expected) => {
  expect(isAtLeast(version, least)).toBe(expected);
});
