import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { installEmulator } from "../../local/emulator";
import { Supervisor } from "../../local/process";
import { createCertificates } from "../../local/startup/certificates";
import { pythonExecutable } from "../../local/startup/python";
import { runProgram } from "../fixtures/run-program";

let folder: string;
let supervisor: Supervisor;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "inventorysync-emulator-"));
  supervisor = new Supervisor();
});

afterAll(async () => {
  await supervisor.stop();
  await rm(folder, { recursive: true });
});

test("the patches of the emulator behave as AWS documents", async () => {
  const certificates = await createCertificates(folder);
  const installation = await installEmulator({ supervisor, runFolder: folder, certificates });
  const { status, stderr } = runProgram(
    pythonExecutable(installation),
    ["-m", "unittest", "discover", "-s", "test/integration/emulator"],
    {
      env: {
        PATH: process.env["PATH"],
        PYTHONPATH: "local/emulator:test/integration/emulator",
        PYTHONDONTWRITEBYTECODE: "1",
        LOG_LEVEL: "CRITICAL",
      },
    },
  );
  expect(stderr).toMatch(/Ran \d+ tests[\s\S]*OK/);
  expect(status).toBe(0);
});
