import { type FileHandle, mkdtemp, open, rename, rm, stat, unlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as fc from "fast-check";
import { type Agent, createAgent } from "../../../local/agent";
import { InMemoryCloudWatchLogs } from "../../fixtures/cloudwatch-logs";
import { propertyRuns } from "../../fixtures/property-runs";

/** What happens to a log file, step by step. `reopen` is the writer's answer to the signal of a rotation. */
const STEPS = ["write", "writeHalf", "rotate", "reopen", "ship", "restart"] as const;

test.each<[string, number]>([
  ["however often it is rotated between two looks", Infinity],
  ["also if rotated files are compressed, with a look at least at every other rotation", 2],
])("every line of a file arrives once and in order, %s", async (_, maxRotationsUnseen) => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.constantFrom(...STEPS), { maxLength: 60 }), async (steps) => {
      const scene = await Scene.open(maxRotationsUnseen);
      try {
        for (const step of steps) await scene[step]();
        expect(await scene.received()).toEqual(scene.written);
      } finally {
        await scene.close();
      }
    }),
    { numRuns: propertyRuns(150) },
  );
});

/** A log file, its writer and the agent. */
class Scene {
  readonly written: string[] = [];
  private readonly logs = new InMemoryCloudWatchLogs(() => 0);
  private readonly path: string;
  private rotated = 0;
  private unseen = 0;
  private rest = "";

  private constructor(
    private readonly folder: string,
    private readonly maxRotationsUnseen: number,
    private writer: FileHandle,
    private agent: Agent | undefined,
  ) {
    this.path = join(folder, "application.log");
  }

  /** The test of compression limits the number of rotations between two looks. */
  private get isCompressed(): boolean {
    return this.maxRotationsUnseen !== Infinity;
  }

  static async open(maxRotationsUnseen: number): Promise<Scene> {
    const folder = await mkdtemp(join(tmpdir(), "interleavings-"));
    const scene = new Scene(
      folder,
      maxRotationsUnseen,
      await open(join(folder, "application.log"), "a"),
      undefined,
    );
    await scene.ship();
    return scene;
  }

  async write(): Promise<void> {
    const line = `line ${this.written.length}`;
    this.written.push(line);
    await this.writer.write(`${this.rest || line}\n`);
    this.rest = "";
  }

  /** A write that the agent sees half of. The same writer completes it. */
  async writeHalf(): Promise<void> {
    if (this.rest !== "") return;
    await this.writer.write("line ");
    this.rest = String(this.written.length);
  }

  /** As logrotate with `delaycompress` and `notifempty`: it leaves a file alone that nobody has written to. */
  async rotate(): Promise<void> {
    if ((await stat(this.path)).size === 0) return;
    if (this.unseen === this.maxRotationsUnseen) await this.ship();
    this.unseen += 1;
    if (this.rotated > 0 && this.isCompressed) await unlink(`${this.path}.1`);
    else
      for (let number = this.rotated; number >= 1; number -= 1)
        await rename(`${this.path}.${number}`, `${this.path}.${number + 1}`);
    this.rotated += 1;
    await rename(this.path, `${this.path}.1`);
    await writeFile(this.path, "");
  }

  async reopen(): Promise<void> {
    if (this.rest !== "") await this.write();
    await this.writer.close();
    this.writer = await open(this.path, "a");
  }

  async ship(): Promise<void> {
    this.agent ??= await createAgent({
      configuration: {
        logs: {
          logs_collected: {
            files: { collect_list: [{ file_path: this.path, log_group_name: "application" }] },
          },
        },
      },
      identity: { instanceId: "i-0abc", hostname: "api-1.internal", localHostname: "api-1" },
      client: this.logs,
      stateFile: join(this.folder, "state.json"),
      // One time for all: sorting by time changes nothing.
      now: () => 0,
    });
    await this.agent.ship();
    this.unseen = 0;
  }

  async restart(): Promise<void> {
    // Only the agent still has the file open that was compressed. If it ends before it looks, nobody can read the lines.
    if (this.isCompressed && this.unseen > 0) await this.ship();
    await this.agent?.close();
    this.agent = undefined;
    await this.ship();
  }

  async received(): Promise<readonly string[]> {
    if (this.rest !== "") await this.write();
    await this.agent?.drain();
    await this.agent?.drain();
    return this.logs.messages;
  }

  async close(): Promise<void> {
    await this.agent?.close();
    await this.writer.close();
    await rm(this.folder, { recursive: true });
  }
}
