import { readFileSync } from "node:fs";
import { findPython } from "../../../local/startup/python";
import { runProgram } from "../../fixtures/run-program";

const LAUNCHER = readFileSync("local/emulator/launcher.py", "utf8");
const REQUIREMENTS = readFileSync("local/emulator/requirements.txt", "utf8");

test("the patches support the installed version of MiniStack", () => {
  const supported = /^SUPPORTED_VERSION = "(.+)"$/m.exec(LAUNCHER)?.[1];
  expect(REQUIREMENTS).toContain(`\nministack==${supported} `);
});

test("every package is pinned with its checksums", () => {
  for (const [first = "", ...hashes] of packages()) {
    expect(first).toMatch(/^[a-z\d-]+==[\d.a-z]+ /);
    expect(hashes.length).toBeGreaterThan(0);
    for (const line of hashes) expect(line).toMatch(/^ {4}--hash=sha256:[0-9a-f]{64}( \\)?$/);
  }
});

/** The lines of each package. */
function packages(): string[][] {
  return REQUIREMENTS.trimEnd()
    .split(/\n(?! )/)
    .map((text) => text.split("\n"));
}

const python = findPython();
const withPython = python === undefined ? describe.skip : describe;

withPython("with Python", () => {
  test("filter patterns, stream batches and invocation records follow the AWS documentation", () => {
    const { status, stderr } = runPython("-m", "unittest", "discover", "-s", "test/local/emulator", "-v");
    expect(stderr).toMatch(/Ran \d+ tests[\s\S]*OK/);
    expect(status).toBe(0);
  });

  test("another version of MiniStack is rejected with the supported version", () => {
    const program = `import importlib.metadata as m; m.version = lambda _: "9.9.9"; import launcher; launcher.main()`;
    const { status, stderr } = runPython("-c", program);
    expect(stderr).toMatch(/^ministack 9\.9\.9 is installed, but the patches are written for 1\.5\.33/);
    expect(status).toBe(1);
  });

  function runPython(...args: string[]) {
    return runProgram(python ?? "", args, {
      env: { PATH: process.env["PATH"], PYTHONPATH: "local/emulator", PYTHONDONTWRITEBYTECODE: "1" },
    });
  }
});
