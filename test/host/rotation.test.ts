import { readdir, readFile, rename, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createAgent } from "../../local/agent";
import { InMemoryCloudWatchLogs } from "../fixtures/cloudwatch-logs";
import { describeWithLogrotate, LogHost, numbersOf, readRotated } from "../fixtures/rotation";

const LOGS = ["application.log", "audit.log"];
/** 5 MB. */
const LINES_AHEAD = 50_000;

describeWithLogrotate("logrotate with the rendered file", (logrotate) => {
  let host: LogHost;

  beforeEach(async () => {
    host = await LogHost.create({ logrotate });
  });

  afterEach(() => host.remove());

  describe.each(["signal", "compare"] as const)("and a writer that reopens its files by %s", (reopen) => {
    test("loses no line under load, over six rotations and a restart", async () => {
      const first = await start("first");
      await rotateUnderLoad(first, 3);
      const written = await first.stop();
      const second = await start("second");
      await rotateUnderLoad(second, 3);
      const rewritten = await second.stop();

      expect(await linesOf("first")).toEqual(oneTo(written.acknowledged));
      expect(await linesOf("second")).toEqual(oneTo(rewritten.acknowledged));
      expect(await compressedFiles()).toEqual(
        LOGS.flatMap((log) => [2, 3, 4, 5, 6].map((n) => `${log}.${n}.gz`)),
      );
    });

    test("loses no acknowledged line of a writer that is killed in the middle of a rotation", async () => {
      const killed = await start("killed");
      await killed.writeFurther(2_000);
      const rotation = host.rotate();
      await killed.kill();
      await rotation;
      const next = await start("next");
      await rotateUnderLoad(next, 2);
      const { acknowledged } = await next.stop();

      const lines = await linesOf("killed");
      expect(lines).toEqual(oneTo(lines.length));
      expect(lines.length).toBeGreaterThanOrEqual(killed.acknowledged);
      expect(await linesOf("next")).toEqual(oneTo(acknowledged));
    });

    test("lets the stand-in for the agent read every line once and in order meanwhile", async () => {
      const logs = new InMemoryCloudWatchLogs();
      const agent = await createAgent({
        configuration: {
          logs: {
            logs_collected: {
              files: {
                collect_list: LOGS.map((log) => ({ file_path: join(host.logDir, log), log_group_name: log })),
              },
            },
          },
        },
        identity: { instanceId: "i-0abc", hostname: "api-1.internal", localHostname: "api-1" },
        client: logs,
        stateFile: join(host.logDir, "../state.json"),
      });
      try {
        const writer = await start("writer");
        await agent.ship();
        for (let rotation = 1; rotation <= 4; rotation += 1) {
          await Promise.all([rotateUnderLoad(writer, 1), agent.ship()]);
          await agent.ship();
        }
        const { acknowledged } = await writer.stop();
        await agent.drain();

        for (const [index, log] of LOGS.entries()) {
          const messages = logs.batches
            .filter(({ stream }) => stream.startsWith(log))
            .flatMap(({ events }) => events.map(({ message = "" }) => message));
          expect(numbersOf(messages, "writer")).toEqual(
            oneTo(acknowledged).filter((number) => number % LOGS.length === index),
          );
        }
      } finally {
        await agent.close();
      }
    });

    const start = (name: string) => startWriter(name, reopen);
  });

  test("signals the writer once for all files", async () => {
    const writer = await startWriter("writer", "signal");
    await rotateUnderLoad(writer, 3);
    await writer.stop();

    expect(writer.count("signalled")).toBe(3);
  });

  test("loses no line of a writer that missed the signal, and does not rotate again before it has reopened", async () => {
    const writer = await startWriter("writer", "signal");
    await writer.writeFurther(1_000);
    const pidFile = join(host.logDir, "../writer.pid");
    await rename(pidFile, `${pidFile}.away`);
    await host.rotate();
    await writer.writeFurther(1_000);
    await host.rotate();
    expect(await compressedFiles()).toEqual([]);

    await writer.writeFurther(1_000);
    await rename(`${pidFile}.away`, pidFile);
    const { acknowledged } = await writer.stop();

    expect(await linesOf("writer")).toEqual(oneTo(acknowledged));
  });

  test("creates files for the account of the writer and the group of the readers, and for no one else", async () => {
    const writer = await startWriter("writer", "signal");
    await rotateUnderLoad(writer, 2);
    await writer.stop();

    const directory = await stat(host.logDir);
    const files = await Promise.all(LOGS.map((log) => stat(join(host.logDir, log))));
    expect(files.map(({ uid, gid, mode }) => ({ uid, gid, mode: (mode & 0o777).toString(8) }))).toEqual(
      LOGS.map(() => ({ uid: directory.uid, gid: directory.gid, mode: "640" })),
    );
  });

  test("succeeds without a writer, and without files", async () => {
    expect(await host.rotate()).toEqual({ status: 0, stderr: "" });

    await writeFile(join(host.logDir, "../writer.pid"), "999999999\n");
    await writeFile(join(host.logDir, "application.log"), "a line\n");
    expect(await host.rotate()).toEqual({ status: 0, stderr: "" });
    expect(await readdir(host.logDir)).toContain("application.log.1");
  });

  function startWriter(name: string, reopen: "signal" | "compare") {
    return host.startWriter({ name, reopen, logs: LOGS, linesAhead: LINES_AHEAD });
  }

  async function linesOf(writer: string): Promise<readonly number[]> {
    const logs = await Promise.all(
      LOGS.map(async (log) => numbersOf(await readRotated(host.logDir, log), writer)),
    );
    for (const numbers of logs) expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
    return logs.flat().sort((a, b) => a - b);
  }

  async function compressedFiles(): Promise<readonly string[]> {
    return (await readdir(host.logDir)).filter((name) => name.endsWith(".gz")).sort();
  }

  /** Each rotation happens while the writer writes, and ends when the writer has written to the new files. */
  async function rotateUnderLoad(
    writer: Awaited<ReturnType<LogHost["startWriter"]>>,
    rotations: number,
  ): Promise<void> {
    for (let rotation = 1; rotation <= rotations; rotation += 1) {
      await writer.writeFurther(2_000);
      const signalled = writer.count("signalled");
      const { status, stderr } = await host.rotate();
      expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
      await writer.until(() => writer.count("signalled") > signalled);
      await writer.writeFurther(1_000);
    }
  }
});

describeWithLogrotate("logrotate with the rendered file for a systemd unit", (logrotate) => {
  const CALLS = 'echo "$@" >> "$(dirname "$0")/calls"';
  const IS_ACTIVE = "--quiet is-active inventorysync-api.service";
  const KILL = "kill --kill-whom=main --signal=USR1 inventorysync-api.service";

  test.each<[string, string, readonly string[], number]>([
    ["signals the main process of an active unit", "exit 0", [IS_ACTIVE, KILL], 0],
    ["does nothing for a unit that is not active", "exit 3", [IS_ACTIVE], 0],
    ["fails visibly if the signal cannot be sent", "case $1 in kill) exit 1;; esac", [IS_ACTIVE, KILL], 1],
  ])("%s", async (_, answer, calls, status) => {
    const host = await LogHost.create({ logrotate, systemctl: `#!/bin/sh\n${CALLS}\n${answer}\n` });
    try {
      for (const log of LOGS) await writeFile(join(host.logDir, log), "a line\n");

      expect(await host.rotate()).toMatchObject({ status });
      expect((await readFile(join(host.logDir, "../bin/calls"), "utf8")).trim().split("\n")).toEqual(calls);
    } finally {
      await host.remove();
    }
  });
});

function oneTo(count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => index + 1);
}
