import { mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ContinuousDocument } from "../../local/command/documents";
import { runContinuously } from "../../local/command/run-continuously";
import { createPageData, type PageData } from "../../local/page";
import { runTasksSilently } from "../../local/startup/run-tasks";
import { localPageUrl, platformEndpoints } from "./platform-endpoints";

const endpoints = platformEndpoints();
let runFolder: string;
let pageData: PageData;

beforeEach(async () => {
  runFolder = await mkdtemp(join(tmpdir(), "run-continuously-"));
  pageData = createPageData(endpoints, new Date());
});
afterEach(async () => {
  await pageData.close();
  await rm(runFolder, { recursive: true });
});

test("with --json, the run prints the addresses, without credentials, and then the status until it is interrupted", async () => {
  const documents: ContinuousDocument[] = [];
  const lines: string[] = [];
  const interrupt = new AbortController();
  const output = {
    isJson: true,
    isTerminal: false,
    runTasks: runTasksSilently,
    print: (line: string) => void lines.push(line),
    emit(document: object) {
      const emitted = document as ContinuousDocument;
      documents.push(emitted);
      if (emitted.kind === "status" && emitted.linesWritten > 0) interrupt.abort();
    },
  };
  const platform = { endpoints, pageUrl: localPageUrl(), pageData, runFolder };

  await runContinuously(platform, { app: false }, output, interrupt.signal);

  const [first, ...others] = documents;
  if (first?.kind !== "platform") throw new Error("the first document does not describe the platform");
  expect(first).toMatchObject({ page: localPageUrl(), runFolder, datadog: { url: endpoints.datadog.url } });
  expect(JSON.parse(await readFile(first.credentialsFile, "utf8"))).toEqual(endpoints);
  expect((await stat(first.credentialsFile)).mode & 0o777).toBe(0o600);
  const secrets = [endpoints.search?.password, endpoints.datadog.apiKey, endpoints.sentry.dsn];
  for (const secret of secrets) expect(JSON.stringify(first)).not.toContain(secret);
  expect(new Set(others.map(({ kind }) => kind))).toEqual(new Set(["status"]));
  expect(others.at(-1)).toMatchObject({ linesPerSecond: expect.any(Number) as number });
  expect(lines).toEqual([]);
});
