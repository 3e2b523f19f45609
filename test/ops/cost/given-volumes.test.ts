import { givenVolumes, LOG_SHARES } from "../../../ops/cost/given-volumes";

const OPTIONS = { bytesPerLine: 512 };
const GIB = 2 ** 30;

test("the shares of the logs add up to 1", () => {
  expect(Object.values(LOG_SHARES).reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 9);
});

test("GiB of all logs are divided by their shares, and their lines follow from the size of a line", () => {
  const volumes = givenVolumes({ ...OPTIONS, gibPerDay: 10 });
  expect(volumes?.performance.bytesPerDay).toBeCloseTo(10 * LOG_SHARES.performance * GIB, 3);
  expect(volumes?.performance.linesPerDay).toBeCloseTo((10 * LOG_SHARES.performance * GIB) / 512, 3);
});

test("lines by log leave the other logs empty", () => {
  const volumes = givenVolumes({ ...OPTIONS, linesPerDay: { audit: 1_000 } });
  expect(volumes?.audit).toEqual({ linesPerDay: 1_000, bytesPerDay: 512_000 });
  expect(volumes?.security).toEqual({ linesPerDay: 0, bytesPerDay: 0 });
});

test("with --measured, nothing is given", () => {
  expect(givenVolumes({ ...OPTIONS, measured: true })).toBeUndefined();
});

test.each([
  [
    {},
    /^the volume of the logs is not given; state it with one of --gib-per-day, --lines-per-day or --measured$/,
  ],
  [{ gibPerDay: 1, measured: true as const }, /^the volume of the logs is given more than once; /],
])("the options %j are refused", (options, expected) => {
  expect(() => givenVolumes({ ...OPTIONS, ...options })).toThrow(expected);
});
