import {
  appendFile,
  link,
  mkdir,
  mkdtemp,
  rename,
  rm,
  truncate,
  unlink,
  utimes,
  writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Agent, createAgent } from "../../../local/agent";
import { InMemoryCloudWatchLogs } from "../../fixtures/cloudwatch-logs";

const START = Date.UTC(2026, 2, 1);

let folder: string;
let file: string;
let now: number;
let logs: InMemoryCloudWatchLogs;
let agents: Agent[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "agent-"));
  file = join(folder, "application.log");
  now = START;
  logs = new InMemoryCloudWatchLogs(() => now);
  agents = [];
});

afterEach(async () => {
  for (const agent of agents) await agent.close();
  await rm(folder, { recursive: true });
});

test("lines go to the configured log group and log stream", async () => {
  await writeFile(file, "one\ntwo\n");

  expect(await (await start()).drain()).toBe(2);

  expect(logs.messages).toEqual(["one", "two"]);
  expect([...logs.streams]).toEqual(["/inventorysync/local/application inventorysync-api/i-0abc"]);
});

test("a file that does not exist yet is sent once it does", async () => {
  const agent = await start();
  expect(await agent.drain()).toBe(0);

  await writeFile(file, "one\n");
  await agent.drain();

  expect(logs.messages).toEqual(["one"]);
});

test("a line is sent when it is complete", async () => {
  const agent = await start();
  await writeFile(file, "one\ntw");
  await agent.drain();
  await appendFile(file, "o\n");
  await agent.drain();

  expect(logs.messages).toEqual(["one", "two"]);
});

test("a traceback that is written in parts is one event", async () => {
  const agent = await start();
  await writeFile(file, "ERROR failed\n");
  await agent.ship();
  await appendFile(file, '  File "a.py"\n');
  await agent.ship();
  await appendFile(file, "INFO next\n");
  await agent.ship();

  expect(logs.messages).toEqual(['ERROR failed\n  File "a.py"']);
});

test("the last event is sent after five seconds without a further line", async () => {
  const agent = await start();
  await writeFile(file, "ERROR failed\n");
  await agent.ship();
  now += 4_999;
  await agent.ship();
  expect(logs.messages).toEqual([]);

  now += 1;
  await agent.ship();

  expect(logs.messages).toEqual(["ERROR failed"]);
});

test("a further line restarts the five seconds", async () => {
  const agent = await start();
  await writeFile(file, "ERROR failed\n");
  await agent.ship();
  now += 4_999;
  await appendFile(file, "  continued\n");
  await agent.ship();
  now += 4_999;
  await agent.ship();

  expect(logs.messages).toEqual([]);
});

test("an event has the time in it, one without a time that of the event before", async () => {
  await writeFile(file, "booting\n2026-02-28 10:00 one\nwithout time\n");

  await (await start({ timestamp_format: "%Y-%m-%d %H:%M", timezone: "UTC" })).drain();

  const time = Date.UTC(2026, 1, 28, 10);
  expect(logs.events).toEqual([
    { message: "2026-02-28 10:00 one", timestamp: time },
    { message: "without time", timestamp: time },
    { message: "booting", timestamp: START },
  ]);
});

test("the last event of a renamed file is sent once the new file has content", async () => {
  const agent = await start();
  await writeFile(file, "before\n");
  await agent.ship();
  await rotate();
  await agent.ship();
  expect(logs.messages).toEqual([]);

  await appendFile(file, "after\n");
  await agent.ship();

  expect(logs.messages).toEqual(["before"]);
});

test("a renamed file is read to its end, also what is written to it later", async () => {
  const agent = await start();
  await writeFile(file, "before\n");
  await agent.drain();
  await appendFile(file, "unread\n");
  await rotate();
  await agent.drain();
  await appendFile(`${file}.1`, "by a writer that has not reopened\n");
  await appendFile(file, "after\n");
  await agent.drain();

  expect(logs.messages).toEqual(["before", "unread", "by a writer that has not reopened", "after"]);
});

test("a file that was renamed and compressed before its last lines were read is read to its end", async () => {
  const agent = await start();
  await writeFile(file, "before\n");
  await agent.drain();
  await appendFile(file, "unread\n");
  await rotate();
  await writeFile(`${file}.1.gz`, "compressed\n");
  await unlink(`${file}.1`);
  await agent.drain();

  expect(logs.messages).toEqual(["before", "unread"]);
});

test("files that were rotated before the first start are not sent", async () => {
  await writeFile(`${file}.1`, "old\n");
  await writeFile(file, "new\n");
  const agent = await start();
  await agent.drain();
  await agent.drain();

  expect(logs.messages).toEqual(["new"]);
});

test("an older rotated file is not sent when the file was deleted by hand", async () => {
  await writeFile(`${file}.1`, "old\n");
  await utimes(`${file}.1`, new Date(0), new Date(0));
  await writeFile(file, "one\n");
  const agent = await start();
  await agent.drain();
  await unlink(file);
  await writeFile(file, "two\n");
  await agent.drain();

  expect(logs.messages).toEqual(["one", "two"]);
});

test("no file is sent twice when the directory is seen in the middle of a rotation", async () => {
  await writeFile(`${file}.1`, "old\n");
  await writeFile(file, "one\n");
  const agent = await start();
  await agent.drain();
  // The look finds the old file and the new one, and not the followed one, which exists under a name of its own.
  await link(file, join(folder, "elsewhere"));
  await unlink(file);
  await writeFile(file, "two\n");
  await agent.drain();

  expect(logs.messages).toEqual(["one", "two"]);
});

test("a restart continues where the last run ended, also in a file that was renamed meanwhile", async () => {
  await writeFile(file, "one\n");
  const first = await start();
  await first.drain();
  await first.close();
  await appendFile(file, "two\n");
  await rotate();
  await appendFile(file, "three\n");

  await (await start()).drain();

  expect(logs.messages).toEqual(["one", "two", "three"]);
});

test("a truncated file is read from its start", async () => {
  const agent = await start();
  await writeFile(file, "a long first line\n");
  await agent.drain();
  await truncate(file);
  await appendFile(file, "short\n");
  await agent.drain();

  expect(logs.messages).toEqual(["a long first line", "short"]);
});

test("lines of a refused request are sent again", async () => {
  const agent = await start();
  await writeFile(file, "one\n");
  logs.failure = new Error("ServiceUnavailableException");
  await expect(agent.drain()).rejects.toThrow("ServiceUnavailableException");
  logs.failure = undefined;
  await agent.drain();

  expect(logs.messages).toEqual(["one"]);
});

test("lines of a refused request survive two rotations", async () => {
  const agent = await start();
  await writeFile(file, "one\n");
  await agent.ship();
  logs.failure = new Error("ServiceUnavailableException");
  for (const line of ["two", "three"]) {
    await rotate();
    await writeFile(file, `${line}\n`);
    await expect(agent.drain()).rejects.toThrow("ServiceUnavailableException");
  }
  logs.failure = undefined;
  await agent.drain();

  expect(logs.messages).toEqual(["one", "two", "three"]);
});

test("of the files that match a wildcard, the newest uncompressed one is sent", async () => {
  for (const [name, modified] of [
    ["worker-1.log", 1],
    ["worker-2.log", 3],
    ["other.txt", 4],
    ["worker-3.log.gz", 5],
  ] as const) {
    await writeFile(join(folder, name), `${name}\n`);
    await utimes(join(folder, name), modified, modified);
  }

  await (await start({ file_path: join(folder, "worker-?.log*") })).drain();

  expect(logs.messages).toEqual(["worker-2.log"]);
});

test("a wildcard in a folder that does not exist yet matches nothing", async () => {
  const agent = await start({ file_path: join(folder, "later", "*.log") });
  expect(await agent.drain()).toBe(0);

  await mkdir(join(folder, "later"));
  await writeFile(join(folder, "later", "worker.log"), "one\n");
  await agent.drain();

  expect(logs.messages).toEqual(["one"]);
});

test("bytes that are not UTF-8 become replacement characters, and the next line arrives as it is", async () => {
  await writeFile(
    file,
    Buffer.concat([Buffer.from("caf"), Buffer.from([0xe9, 0xff]), Buffer.from("\r\nnäxt\n")]),
  );

  await (await start()).drain();

  expect(logs.messages).toEqual(["caf\u{FFFD}\u{FFFD}", "näxt"]);
});

test("a character whose bytes are written in parts arrives as it is", async () => {
  const bytes = Buffer.from("grün\n");
  const agent = await start();
  await writeFile(file, bytes.subarray(0, 3));
  await agent.drain();
  await appendFile(file, bytes.subarray(3));
  await agent.drain();

  expect(logs.messages).toEqual(["grün"]);
});

test("a line of 300 KB is one event", async () => {
  const line = `{"message":"${"x".repeat(300_000)}"}`;
  await writeFile(file, `${line}\nnext\n`);

  await (await start()).drain();

  expect(logs.messages).toEqual([line, "next"]);
});

test("an empty line that begins a file is no event", async () => {
  await writeFile(file, "\none\n");

  await (await start()).drain();

  expect(logs.messages).toEqual(["one"]);
});

async function start(entry: object = {}): Promise<Agent> {
  const agent = await createAgent({
    configuration: {
      logs: {
        logs_collected: {
          files: {
            collect_list: [
              {
                file_path: file,
                log_group_name: "/inventorysync/local/application",
                log_stream_name: "inventorysync-api/{instance_id}",
                ...entry,
              },
            ],
          },
        },
      },
    },
    identity: { instanceId: "i-0abc", hostname: "api-1.internal", localHostname: "api-1" },
    client: logs,
    stateFile: join(folder, "state.json"),
    now: () => now,
  });
  agents.push(agent);
  return agent;
}

/** Renames like logrotate, without compression. */
async function rotate(): Promise<void> {
  await rename(`${file}.1`, `${file}.2`).catch(() => undefined);
  await rename(file, `${file}.1`);
  await writeFile(file, "");
}
