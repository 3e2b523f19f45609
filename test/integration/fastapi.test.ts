import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { LOGS } from "../../catalog";
import { APPLICATION_FOLDER, installApplication } from "../../local/application/install";
import { Supervisor } from "../../local/process";
import { findPython, pythonExecutable } from "../../local/startup/python";
import { runProgram } from "../fixtures/run-program";

let folder: string;
let supervisor: Supervisor;
let python: string;

// Without Python, the platform runs only with components that somebody else started.
const ifInstallable = findPython() === undefined ? describe.skip : describe;
ifInstallable("the sample application", () => {
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "inventorysync-fastapi-"));
    supervisor = new Supervisor();
    python = pythonExecutable(await installApplication({ supervisor, runFolder: folder, withTests: true }));
  });

  afterAll(async () => {
    await supervisor.stop();
    await rm(folder, { recursive: true });
  });

  test("passes its own tests", () => {
    const { status, stdout } = run("-m", "pytest", "-q", "--basetemp", join(folder, "pytest"));
    expect(stdout).toMatch(/^\d+ passed/m);
    expect(status).toBe(0);
  });

  test("has the logs and the loggers of the catalogue", () => {
    const { stdout } = run(
      "-c",
      "import json; from inventorysync.logs.configure import LOGS; " +
        "print(json.dumps([[id, log.file, log.loggers, log.audit] for id, log in LOGS.items()]))",
    );
    expect(JSON.parse(stdout)).toEqual(
      LOGS.map(({ id, file, loggers, dataClass }) => [id, file, loggers, dataClass === "audit"]),
    );
  });
});

function run(...args: string[]) {
  return runProgram(python, args, {
    cwd: APPLICATION_FOLDER,
    env: { PATH: process.env["PATH"], PYTHONDONTWRITEBYTECODE: "1" },
  });
}
