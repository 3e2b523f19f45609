import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setImmediate as nextTurn, setTimeout as wait } from "node:timers/promises";
import getPort from "get-port";
import { type Command, type RunningProgram, Supervisor } from "../../../local/process";

/** Timeout for a program that hangs, in milliseconds, far above the time that any step needs. */
const HANG_MS = 600_000;

let folder: string;
let supervisor: Supervisor;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "supervisor-"));
  supervisor = new Supervisor({ graceMs: 300 });
});

afterEach(async () => {
  await supervisor.stop();
  await rm(folder, { recursive: true });
});

describe("a program that runs to completion", () => {
  test("succeeds with exit code 0", async () => {
    await expect(supervisor.run(shell("exit 0"), { timeoutMs: HANG_MS })).resolves.toBeUndefined();
  });

  test("that fails is reported with its remedy", async () => {
    await expect(run(shell("echo first; exit 3"))).rejects.toThrow(
      "the test program ended with exit code 3; do better",
    );
  });

  test("that exceeds its timeout is ended and reported with its remedy", async () => {
    const endless = supervisor.run(shell("sleep 60"), { timeoutMs: 100 });
    await expect(endless).rejects.toThrow("the test program did not finish within 0.1 s; do better");
    expect(supervisor.groups).toEqual([]);
  });

  test("that does not exist is reported with its remedy", async () => {
    const absent = run({ ...shell(""), file: "no-such-program" });
    await expect(absent).rejects.toThrow("the test program could not be started (ENOENT); do better");
  });

  test("that fails is reported with the end of its log only", async () => {
    const lines = shell("seq 1 1000; exit 1");
    const error = await run(lines).then(
      () => "",
      (reason: unknown) => String(reason),
    );
    expect(error).toContain("\n  999\n  1000");
    expect(error.split("\n").length).toBeLessThan(25);
  });

  async function run(command: Command): Promise<void> {
    await supervisor.run(command, { timeoutMs: HANG_MS });
  }
});

describe("a program that keeps running", () => {
  test("is ready when its readiness check succeeds", async () => {
    const port = await getPort({ host: "127.0.0.1" });
    await started(port);
    expect(await isListening(port)).toBe(true);
  });

  test("that exits before it is ready is reported at once", async () => {
    const program = supervisor.start(shell("exit 4"));
    await expect(
      supervisor.waitUntilReady(program, () => Promise.resolve(false), { timeoutMs: HANG_MS }),
    ).rejects.toThrow("ended with exit code 4");
  });

  test("that is killed is reported as a failure", async () => {
    const program = await started(await getPort({ host: "127.0.0.1" }));
    process.kill(program.pid, "SIGKILL");
    expect((await supervisor.failure).message).toContain("the test program was ended by SIGKILL; do better");
  });
});

describe("a program that is stopped on purpose", () => {
  test("ends with its child processes, is not reported as a failure, and may be started again", async () => {
    const port = await getPort({ host: "127.0.0.1" });
    const program = await started(port);
    await supervisor.stopProgram(program);
    expect(await isListening(port)).toBe(false);
    await started(port);
    expect(await Promise.race([supervisor.failure, nextTurn("no failure")])).toBe("no failure");
  });
});

describe("a stop", () => {
  test("frees every port, even of programs that ignore SIGTERM", async () => {
    const [polite, stubborn] = [await getPort({ host: "127.0.0.1" }), await getPort({ host: "127.0.0.1" })];
    await started(polite);
    await started(
      stubborn,
      `trap '' TERM; ${serve(stubborn, "process.on('SIGTERM', () => {});")} & wait; wait`,
    );
    await supervisor.stop();
    expect([await isListening(polite), await isListening(stubborn)]).toEqual([false, false]);
  });

  test("is not reported as a failure", async () => {
    await started(await getPort({ host: "127.0.0.1" }));
    await supervisor.stop();
    expect(await Promise.race([supervisor.failure, nextTurn("no failure")])).toBe("no failure");
  });

  test("prevents further starts", async () => {
    await supervisor.stop();
    await expect(supervisor.run(shell("exit 0"), { timeoutMs: HANG_MS })).rejects.toThrow(
      "the platform is stopping",
    );
  });
});

test("a program ends when the process that started it is killed", async () => {
  const port = await getPort({ host: "127.0.0.1" });
  const parent = spawn(
    process.execPath,
    ["--import", "tsx", join(__dirname, "parent.ts"), folder, process.execPath, serverScript(port)],
    { stdio: "ignore" },
  );
  while (!(await isListening(port))) await wait(50);
  parent.kill("SIGKILL");
  await once(parent, "exit");
  while (await isListening(port)) await wait(50);
  expect(await isListening(port)).toBe(false);
});

async function started(port: number, script = serve(port)): Promise<RunningProgram> {
  const program = supervisor.start(shell(script));
  await supervisor.waitUntilReady(program, () => isListening(port), { timeoutMs: HANG_MS });
  return program;
}

function shell(script: string): Command {
  return {
    name: "the test program",
    file: "/bin/sh",
    args: ["-c", script],
    env: { PATH: process.env["PATH"] },
    cwd: tmpdir(),
    logFile: join(folder, "program.log"),
    remedy: "do better",
  };
}

function serve(port: number, first = ""): string {
  return `"${process.execPath}" -e "${first}${serverScript(port)}"`;
}

function serverScript(port: number): string {
  return `require('node:net').createServer().listen(${port}, '127.0.0.1')`;
}

function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    const settle = (listening: boolean) => {
      socket.destroy();
      resolve(listening);
    };
    socket.once("connect", () => {
      settle(true);
    });
    socket.once("error", () => {
      settle(false);
    });
  });
}
