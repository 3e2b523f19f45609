import { tmpdir } from "node:os";
import { checkFolder } from "../../../../local/startup/prerequisites/disk-space";

test("a folder with too little disk space is reported with what is missing", () => {
  expect(checkFolder(tmpdir(), 1e18)).toEqual({
    name: `disk space in ${tmpdir()}`,
    required: "1000000000 GB",
    found: expect.stringMatching(/^\d+ [MG]B free$/) as string,
    remedy: expect.stringMatching(/^make \d+ GB more available$/) as string,
  });
});

test("a folder with enough disk space has no remedy", () => {
  expect(checkFolder(tmpdir(), 1)).not.toHaveProperty("remedy");
});
