import { parseRun, type Run } from "../../../bench/forwarder/saved-run";

const RUN: Run = {
  version: 1,
  measuredAt: "2026-01-02T00:00:00Z",
  short: true,
  machine: { cpu: "Xeon", cores: 2, memoryGiB: 8, node: "v24.1.0", platform: "linux x64", load: 0.5 },
  measurements: [{ id: "bundle", group: "size", title: "bundle", unit: "KiB", samples: [896] }],
};

test("a run survives its file", () => {
  expect(parseRun("run.json", JSON.stringify(RUN))).toEqual(RUN);
});

test.each([
  ["text", "not JSON"],
  ["a list", "[]"],
  ["another version", JSON.stringify({ ...RUN, version: 2 })],
  [
    "a measurement without samples",
    JSON.stringify({ ...RUN, measurements: [{ ...RUN.measurements[0], samples: [] }] }),
  ],
])("%s is refused with the command that writes a run", (_, text) => {
  expect(() => parseRun("run.json", text)).toThrow(
    "run.json is not a run of version 1; write one with npm run bench -- --json run.json",
  );
});
