import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describeWithSmallDisk, LogHost, type Writer, numbersOf, readRotated } from "../fixtures/rotation";

const LOG = "application.log";
const MIB = 1_048_576;

describeWithSmallDisk("a full disk", (logrotate, mountPrefix) => {
  let host: LogHost;

  beforeEach(async () => {
    host = await LogHost.create({ logrotate, mountPrefix, diskBytes: 4 * MIB });
    await writeFile(ballast(), Buffer.alloc(2 * MIB));
  });

  afterEach(() => host.remove());

  describe.each(["signal", "watch"] as const)("with a writer that reopens its files by %s", (reopen) => {
    test("loses no acknowledged line if logrotate cannot compress: it does not rotate, and says so", async () => {
      const writer = await startWriter();
      await writer.writeFurther(1_000);
      await host.rotate();
      await writer.until(() => writer.count("refused") === 1);
      const { status, stderr } = await host.rotate();
      expect(status).toBe(1);
      expect(stderr).toContain("No space left on device");
      writer.continue();
      await writer.until(() => writer.count("refused") === 2);
      await freeAndGoOn(writer);
      await expectEveryAcknowledgedLine(writer);
    });

    test("loses no acknowledged line if the files are renamed", async () => {
      const writer = await startWriter();
      await writer.until(() => writer.count("refused") === 1);
      expect(await host.rotate()).toEqual({ status: 0, stderr: "" });
      writer.continue();
      await writer.until(() => writer.count("refused") === 2);
      await freeAndGoOn(writer);
      await expectEveryAcknowledgedLine(writer);
    });

    test(`${reopen === "watch" ? "raises" : "does not raise"} an error in the code that logs, after the rename`, async () => {
      const writer = await startWriter();
      await writer.until(() => writer.count("refused") === 1);
      await host.rotate();
      writer.continue();
      await writer.until(() => writer.count("refused") === 2);

      const [first, second] = writer.events.filter(isRefusal).map((event) => event.split(" ").slice(2));
      expect(first).toEqual(["ENOSPC"]);
      expect(second).toEqual(reopen === "watch" ? ["ENOSPC", "raised"] : ["ENOSPC"]);
    });

    function startWriter() {
      return host.startWriter({ name: "writer", reopen, logs: [LOG], linesAhead: 200_000 });
    }
  });

  async function freeAndGoOn(writer: Writer): Promise<void> {
    await rm(ballast());
    writer.continue();
    await writer.writeFurther(1_000);
    expect(await host.rotate()).toEqual({ status: 0, stderr: "" });
    await writer.writeFurther(1_000);
  }

  /** The files have each acknowledged line once and in order, and of the refused lines those that Python wrote later. */
  async function expectEveryAcknowledgedLine(writer: Writer): Promise<void> {
    const { acknowledged, attempted } = await writer.stop();
    const refused = new Set(writer.events.filter(isRefusal).map((event) => Number(event.split(" ")[1])));
    const found = numbersOf(await readRotated(host.logDir, LOG), "writer");
    expect(acknowledged).toBe(attempted - refused.size);
    expect(found).toEqual([...new Set(found)].sort((a, b) => a - b));
    expect(found.filter((number) => !refused.has(number))).toHaveLength(acknowledged);
  }

  function ballast(): string {
    return join(host.logDir, "ballast");
  }
});

function isRefusal(event: string): boolean {
  return event.startsWith("refused ");
}
