import { ERROR_LEVELS, isErrorLevel, LEVEL_NAMES, levelNamed, LEVELS } from "../../catalog";

test.each(Object.entries(LEVEL_NAMES))("the name %s is the level %s, in any case", (name, level) => {
  expect(levelNamed(name)).toBe(level);
  expect(levelNamed(name.toLowerCase())).toBe(level);
  expect(levelNamed(`\t ${name} `)).toBe(level);
});

test.each(["", "NOTICE", "ERRORS", "NOERROR", "50", "constructor"])("the text %j names no level", (text) => {
  expect(levelNamed(text)).toBeUndefined();
});

test("every level names itself, and the errors are the two most severe", () => {
  for (const level of LEVELS) expect(levelNamed(level)).toBe(level);
  expect(LEVELS.slice(-2)).toEqual(ERROR_LEVELS);
  expect([...LEVELS, undefined].filter(isErrorLevel)).toEqual(ERROR_LEVELS);
});
