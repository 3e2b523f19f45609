import { connect } from "node:net";
import { once } from "node:events";
import { openTunnel } from "../../../ops/search";
import { query } from "../../../ops/query/query";
import { type AwsAnswer } from "../../fixtures/fake-aws";
import { DOMAIN_HOST, type DomainInVpc, startDomainInVpc } from "../../fixtures/tunnel/domain-in-vpc";
import { installStandInPlugin, type StandInPlugin } from "../../fixtures/tunnel/stand-in-plugin";
import { INSTANCE_ID, SESSION, tunnelContext } from "../../fixtures/tunnel/tunnel-context";
import { MADE_UP_CREDENTIALS } from "../../fixtures/run-operator-command";

const ANSWER = JSON.stringify({
  took: 1,
  timed_out: false,
  _shards: { total: 1, successful: 1, failed: 0 },
  hits: { total: { value: 0, relation: "eq" }, hits: [] },
  aggregations: { rows: { buckets: [] } },
});

let domain: DomainInVpc;
const cleanUps: (() => Promise<void>)[] = [];
const environment = { ...process.env };

beforeAll(async () => {
  domain = await startDomainInVpc(ANSWER, "application/json");
  // The signature of a search is made with the credentials of the process.
  process.env = { ...environment, ...MADE_UP_CREDENTIALS };
});

afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0)) await cleanUp();
});

afterAll(async () => {
  process.env = environment;
  await domain.close();
});

async function prepare(
  options: Parameters<typeof installStandInPlugin>[0] = {},
  answers: Readonly<Record<string, AwsAnswer>> = {},
): Promise<Awaited<ReturnType<typeof tunnelContext>> & { readonly plugin: StandInPlugin }> {
  const plugin = await installStandInPlugin({ target: domain.port, ...options });
  const prepared = await tunnelContext({ path: plugin.path, caFile: domain.caFile }, answers);
  cleanUps.push(plugin.remove, prepared.close);
  return { ...prepared, plugin };
}

test("the session is on the bastion, with the document of the tunnel and the local port", async () => {
  const { context, plugin } = await prepare();
  const tunnel = await openTunnel(context);
  await tunnel.close();
  const [started = ""] = await plugin.lines();
  expect(JSON.parse(started)).toEqual({
    region: "us-east-1",
    operation: "StartSession",
    profile: "",
    request: {
      Target: INSTANCE_ID,
      DocumentName: "inventorysync-production-search-tunnel",
      Parameters: { localPortNumber: [String(tunnel.port)] },
    },
    endpoint: "https://ssm.us-east-1.amazonaws.com/",
    response: SESSION,
  });
});

test("closing the tunnel interrupts the plugin, ends the session, and frees the port", async () => {
  const { context, plugin, called } = await prepare();
  const tunnel = await openTunnel(context);
  await tunnel.close();
  expect(await plugin.lines()).toContain('"interrupted"');
  expect(called.at(-1)).toBe("TerminateSession");
  const socket = connect({ host: "localhost", port: tunnel.port });
  await expect(once(socket, "connect")).rejects.toThrow("ECONNREFUSED");
});

test("query searches the domain through a tunnel of its own, by the domain's name, and signed", async () => {
  const { context, plugin, called } = await prepare();
  const result = await query(context, { format: "table", since: "1h" }, "log-volume");
  expect(result.text).toMatch(/^no rows: /);
  expect(domain.requests.at(-1)).toMatch(
    new RegExp(`^POST ${DOMAIN_HOST}/logs-inventorysync.*/_search\\S* signed$`),
  );
  expect(await plugin.lines()).toContain('"interrupted"');
  expect(called.at(-1)).toBe("TerminateSession");
});

test("query uses the tunnel that a person has opened instead of one of its own", async () => {
  const { context, plugin } = await prepare();
  await query(context, { format: "table", since: "1h", tunnel: `localhost:${domain.port}` }, "log-volume");
  expect(await plugin.lines()).toEqual([]);
});

test("a certificate of another name ends the query, and the tunnel with it", async () => {
  const other = { DomainStatus: { Endpoints: { vpc: "vpc-other.us-east-1.es.amazonaws.com" } } };
  const { context, called } = await prepare(
    {},
    { "GET /2021-01-01/opensearch/domain/invsync-production": other },
  );
  await expect(query(context, { format: "table", since: "1h" }, "log-volume")).rejects.toThrow(/altnames/);
  expect(called.at(-1)).toBe("TerminateSession");
});

test("without the plugin, the error names it and where it is described", async () => {
  const { context, close } = await tunnelContext({ path: "/nonexistent" });
  cleanUps.push(close);
  await expect(openTunnel(context)).rejects.toThrow(
    /needs session-manager-plugin, which is not on PATH; install .*"Install the Session Manager plugin/,
  );
});

test("a plugin that takes the token as an argument is refused", async () => {
  const { context, called } = await prepare({ version: "1.2.463.0" });
  await expect(openTunnel(context)).rejects.toThrow(
    /has version 1\.2\.463\.0, expected 1\.2\.498\.0 or later/,
  );
  expect(called).toEqual([]);
});

test("a session that ends at once is terminated, and its last line is the error", async () => {
  const { context, called } = await prepare({ failsWith: "Cannot perform start session: EOF" });
  await expect(openTunnel(context)).rejects.toThrow(
    /ended before the port \d+ answered: .*start session: EOF/,
  );
  expect(called.at(-1)).toBe("TerminateSession");
});

test.each([
  [[], /knows no instance with the tag InventorySync:Bastion = production; deploy the bastion/],
  [
    [{ InstanceId: INSTANCE_ID, PingStatus: "ConnectionLost" }],
    /the SSM agent of the bastion i-\w+ is ConnectionLost, expected Online/,
  ],
])("of the instances %j, none is a bastion to use", async (InstanceInformationList, message) => {
  const { context } = await prepare({}, { DescribeInstanceInformation: { InstanceInformationList } });
  await expect(openTunnel(context)).rejects.toThrow(message);
});
