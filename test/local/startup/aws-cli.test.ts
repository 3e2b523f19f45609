import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findAwsCli, judgeAwsCli } from "../../../local/startup/aws-cli";

test.each([
  ["aws-cli/1.29.0 Python/3.11.4 Linux/6.1.0 botocore/1.31.0", "1.29.0", 1],
  ["aws-cli/1.45.11 Python/3.11.7 Linux/6.1.0 botocore/1.43.11", "1.45.11", 1],
  ["aws-cli/2.13.0 Python/3.11.4 Linux/6.1.0 exe/x86_64.ubuntu.22 prompt/off", "2.13.0", 2],
  ["aws-cli/2.27.20 Python/3.13.3 Darwin/24.4.0 exe/arm64", "2.27.20", 2],
  ["aws-cli/3.0.0 Python/3.14.0 Linux/6.1.0", "3.0.0", 3],
  ["a warning of the shell\naws-cli/2.15.0 Python/3.11.6 Linux/6.1.0", "2.15.0", 2],
])("%s is usable", (printed, version, major) => {
  expect(judgeAwsCli("/bin/aws", printed)).toEqual({ kind: "usable", version, major });
});

test.each([
  ["aws-cli/1.28.1 Python/3.11.7 Linux/6.1.0 botocore/1.30.1", "1.28.1"],
  ["aws-cli/1.9.99 Python/2.7.18 Linux/6.1.0 botocore/1.3.0", "1.9.99"],
  ["aws-cli/2.12.7 Python/3.11.4 Linux/6.1.0 exe/x86_64", "2.12.7"],
  ["aws-cli/2.0.0dev0 Python/3.7.3 Darwin/18.7.0", "2.0.0dev0"],
])("%s is named with its version, its effect, what is expected and the remedy", (printed, version) => {
  expect(judgeAwsCli("/bin/aws", printed)).toEqual({
    kind: "unusable",
    message: expect.stringMatching(
      new RegExp(
        `^/bin/aws is version ${version.replaceAll(".", "[.]")}, which ignores AWS_ENDPOINT_URL and would send the ` +
          "commands to AWS; install AWS CLI 2[.]13[.]0 or later, or 1[.]29[.]0 or later",
      ),
    ) as string,
  });
});

test("a program that prints no version is unusable", () => {
  expect(judgeAwsCli("/bin/aws", "pyenv: aws: command not found")).toMatchObject({
    kind: "unusable",
    message: expect.stringMatching(/did not print a version; install AWS CLI/) as string,
  });
});

describe("on PATH", () => {
  const { env } = process;
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "inventorysync-aws-cli-"));
    process.env = { ...env, PATH: `${folder}:/usr/bin:/bin` };
  });
  afterEach(async () => {
    process.env = env;
    await rm(folder, { recursive: true });
  });

  test.each(["", " >&2"])("the version is read from the output (echo%s)", async (redirection) => {
    const file = join(folder, "aws");
    await writeFile(file, `#!/bin/sh\necho aws-cli/1.16.300 Python/2.7.18${redirection}\n`);
    await chmod(file, 0o755);
    expect(findAwsCli()).toMatchObject({
      kind: "unusable",
      message: expect.stringContaining(`${file} is version 1.16.300`) as string,
    });
  });

  test("no AWS CLI is reported with the least versions", () => {
    process.env["PATH"] = folder;
    expect(findAwsCli()).toEqual({
      kind: "missing",
      message: expect.stringMatching(
        /^aws is not on PATH; install AWS CLI 2\.13\.0 or later, or 1\.29\.0/,
      ) as string,
    });
  });
});
