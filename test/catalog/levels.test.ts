import {
  ERROR_LEVELS,
  isErrorLevel,
  LEVEL_NAMES,
  LEVEL_VOCABULARIES,
  levelNamed,
  levelNumbered,
  LEVELS,
  type LevelScaleName,
} from "../../catalog";

test.each(Object.entries(LEVEL_NAMES))("the name %s is the level %s, in any case", (name, level) => {
  expect(levelNamed(name)).toBe(level);
  expect(levelNamed(name.toLowerCase())).toBe(level);
  expect(levelNamed(`\t ${name} `)).toBe(level);
});

test.each(["", "LOUD", "ERRORS", "NOERROR", "50", "constructor"])("the text %j names no level", (text) => {
  expect(levelNamed(text)).toBeUndefined();
});

test("every level names itself, and the errors are the two most severe", () => {
  for (const level of LEVELS) expect(levelNamed(level)).toBe(level);
  expect(LEVELS.slice(-2)).toEqual(ERROR_LEVELS);
  expect([...LEVELS, undefined].filter(isErrorLevel)).toEqual(ERROR_LEVELS);
});

test("no name stands in two vocabularies", () => {
  const names = LEVEL_VOCABULARIES.flatMap((vocabulary) => Object.values(vocabulary.names).flat());
  expect(names.length).toBe(new Set(names).size);
});

test.each<[LevelScaleName, readonly number[], readonly (string | undefined)[]]>([
  [
    "python",
    [0, 9, 10, 25, 40, 50, 99, 100],
    [undefined, undefined, "DEBUG", "INFO", "ERROR", "CRITICAL", "CRITICAL", undefined],
  ],
  ["pino", [10, 20, 30, 40, 50, 60], ["DEBUG", "DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"]],
  [
    "syslog",
    [0, 1, 2, 3, 4, 5, 6, 7, 8],
    ["CRITICAL", "CRITICAL", "CRITICAL", "ERROR", "WARNING", "INFO", "INFO", "DEBUG", undefined],
  ],
  [
    "openTelemetry",
    [0, 1, 8, 9, 13, 17, 20, 21, 24, 25],
    [undefined, "DEBUG", "DEBUG", "INFO", "WARNING", "ERROR", "ERROR", "CRITICAL", "CRITICAL", undefined],
  ],
  ["monolog", [100, 250, 300, 400, 550, 600], ["DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL", "CRITICAL"]],
  ["googleCloud", [0, 100, 300, 400, 500, 800], [undefined, "DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"]],
])("the scale %s has the numbers %j", (scale, numbers, levels) => {
  expect(numbers.map((number) => levelNumbered(number, scale))).toEqual(levels);
  expect([-1, 40.5, Number.NaN].map((number) => levelNumbered(number, scale))).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
});
