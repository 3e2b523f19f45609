import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import { IAMClient } from "@aws-sdk/client-iam";
import { hostLogStreamName, LOGS, logGroupName } from "../../catalog";
import { type Agent, createAgent } from "../../local/agent";
import { generateRequests } from "../../local/application/generate-requests";
import { withApplication } from "../../local/application/run-application";
import { sendRequests } from "../../local/application/send-requests";
import { readWrittenLines } from "../../local/application/written-lines";
import { awsClientConfig } from "../../local/aws-client-config";
import { findPython } from "../../local/startup/python";
import type { LogLine } from "../../local/traffic";
import { localAgentConfiguration } from "../../local/traffic/start-agent";
import { createOpenSearchReader } from "../../local/verify";
import { waitForCount } from "../../local/verify/expected-counts";
import type { OpenSearchReader } from "../../local/verify/opensearch";
import { hostClient } from "./host-credentials";
import { platformEndpoints } from "./platform-endpoints";

/** Ends a wait that would never end, in milliseconds; a busy machine is far quicker. */
const HANG_MS = 600_000;
const SEED = 71;
/** Each kind of request occurs. */
const REQUESTS = 300;
const RATE = 100;

const platform = platformEndpoints();
const instanceId = `i-${randomUUID()}`;
let folder: string;
let lines: readonly LogLine[];
let client: CloudWatchLogsClient;
let opensearch: OpenSearchReader;

// Without Python, the platform runs only with components that somebody else started.
const ifInstallable = findPython() === undefined ? describe.skip : describe;
ifInstallable("a host with the sample application and the rendered configuration of the agent", () => {
  beforeAll(async () => {
    if (!platform.search) throw new Error("these tests need the search engine; start the platform with it");
    folder = await mkdtemp(join(tmpdir(), "inventorysync-host-"));
    opensearch = createOpenSearchReader(platform.search);
    client = await hostClient(platform, new IAMClient(awsClientConfig(platform)));
    const requests = generateRequests(SEED, REQUESTS);
    const logDir = join(folder, "log");
    await withApplication({ endpoints: platform, runFolder: folder, logDir }, async (application) => {
      await sendRequests(requests, { url: application.url, rate: RATE });
      await application.stop();
    });
    lines = await readWrittenLines(logDir, requests);
  });
  afterAll(async () => {
    client.destroy();
    await opensearch.close();
    await rm(folder, { recursive: true });
  });

  test.each(LOGS.map(({ id }) => id))(
    "every line of the %s log arrives in OpenSearch, with the permissions of the host",
    async (log) => {
      const agent = await agentWith(rendered());
      await agent.drain();
      await agent.close();

      const expected = lines.filter((line) => line.log === log).length;
      expect(expected).toBeGreaterThan(0);
      expect(await arrived(log, expected)).toBe(expected);
    },
  );

  test("a log stream that the role does not admit is refused, and the agent says so", async () => {
    const agent = await agentWith(withLogStreams(`other-hosts/${instanceId}`));

    await expect(agent.drain()).rejects.toThrow(/AccessDenied|not authorized/);
    await agent.close();
  });
});

type Configuration = ReturnType<typeof localAgentConfiguration>;

function rendered(): Configuration {
  return localAgentConfiguration(join(folder, "log"));
}

function withLogStreams(log_stream_name: string): Configuration {
  const configuration = rendered();
  const { files } = configuration.logs.logs_collected;
  const collect_list = files.collect_list.map((entry) => ({ ...entry, log_stream_name }));
  return { ...configuration, logs: { logs_collected: { files: { collect_list } } } };
}

/** An agent with a state of its own for each log stream, which goes on where an earlier one ended. */
function agentWith(configuration: Configuration): Promise<Agent> {
  const [first] = configuration.logs.logs_collected.files.collect_list;
  return createAgent({
    configuration,
    identity: { instanceId, hostname: "host-1", localHostname: "host-1" },
    client,
    stateFile: join(folder, `${first?.log_stream_name.replaceAll("/", "-")}.json`),
  });
}

/** Number of documents from the log stream of this host, as soon as there are enough or no more arrive. */
async function arrived(log: (typeof LOGS)[number]["id"], expected: number): Promise<number> {
  const ofThisHost = {
    size: 0,
    track_total_hits: true,
    query: {
      bool: {
        filter: [
          { term: { "cloudwatch.log_stream": hostLogStreamName("api", instanceId) } },
          { term: { "cloudwatch.log_group": logGroupName("local", log) } },
        ],
      },
    },
  };
  const count = async () => {
    await opensearch.count();
    return (await opensearch.search(ofThisHost)).hits?.total?.value ?? 0;
  };
  return waitForCount(count, expected, HANG_MS);
}
