import { runOperatorCommand } from "../../fixtures/run-operator-command";

const run = (...args: readonly string[]) => runOperatorCommand(["cost", ...args]);

interface CostData {
  readonly usd: number;
  readonly services: readonly { readonly service: string; readonly usd: number }[];
  readonly alternatives: readonly {
    readonly change: string;
    readonly usd: number;
    readonly datadogGib: number;
  }[];
}

async function data(...args: readonly string[]): Promise<CostData> {
  return JSON.parse((await run(...args, "--json")).out) as CostData;
}

test("the bill begins with the total, and with the service that costs most", async () => {
  const { out, exitCode } = await run("production", "--gib-per-day", "1");
  const [heading = "", total = "", , , first = ""] = out.split("\n");
  expect(heading).toBe("production, us-east-1: 1 GiB and 3,067,834 lines a day");
  expect(total).toMatch(/^[\d,]+\.\d\d USD a month, of which [\d,]+\.\d\d without any log line$/);
  expect(first).toMatch(/^OpenSearch Service +758\.67$/);
  expect(exitCode).toBe(0);
});

test("the services of the JSON document add up to its total", async () => {
  const { usd, services } = await data("production", "--lines-per-day", "application=1000000,audit=1000");
  expect(services.reduce((sum, service) => sum + service.usd, 0)).toBeCloseTo(usd, 6);
});

test("sufficient volumes, the other topology, the least retention and sampling are compared", async () => {
  const { alternatives } = await data("production", "--gib-per-day", "5");
  expect(alternatives.map(({ change }) => change)).toEqual([
    "search.dataNodes.volumeGiB: 432",
    "forwarding.topology: direct",
    "retentionDays.audit: 90, retentionDays.security: 90",
    "forwarding.sampleRates.application: 0.1",
    "forwarding.sampleRates.performance: 0.1",
  ]);
  const [volumes, ...others] = alternatives;
  expect(volumes?.usd).toBeCloseTo((3 * 432 - 600) * 0.122, 6);
  for (const { usd } of others) expect(usd).toBeLessThan(0);
  const [topology, , application] = others;
  expect(topology?.datadogGib).toBe(0);
  expect(application?.datadogGib).toBeLessThan(0);
});

test("volumes of the domain that are too small are named with what the records need", async () => {
  const { out } = await run("production", "--gib-per-day", "5");
  expect(out).toMatch(/The domain needs 1,293 GiB of volumes .* and has 600 GiB\./);
});

test("what a million lines cost is stated, and nothing without any line", async () => {
  const { out } = await run("production", "--gib-per-day", "5");
  expect(out).toMatch(
    /A million lines take [\d,.]+ GiB-seconds of Lambda for [\d.]+ USD, and cost [\d.]+ USD/,
  );
  const none = await run("production", "--gib-per-day", "0");
  expect(none.out).not.toContain("A million lines");
});

test("volumes of the domain that suffice are not mentioned", async () => {
  expect((await run("production", "--gib-per-day", "application=1")).out).not.toContain("The domain needs");
});

test.each([
  [["production"], /^the volume of the logs is not given; .*--gib-per-day/],
  [["production", "--gib-per-day", "much"], /expected a number such as 5, or a list such as application=3/],
  [["production", "--gib-per-day", "1", "--region", "eu-west-9"], /no prices for the region "eu-west-9"/],
  [["production", "--gib-per-day", "1", "--hosts", "0"], /expected a number above 0/],
  [["production", "--gib-per-day", "1", "--error-share", "2"], /expected a number from 0 to 1/],
  [
    ["production", "--gib-per-day", "1", "--prices", "missing.json"],
    /missing\.json cannot be read \(ENOENT\)/,
  ],
] as const)("%j is refused with the remedy", async (args, expected) => {
  const { err, out, exitCode } = await run(...args);
  expect(err).toMatch(expected);
  expect({ out, exitCode }).toEqual({ out: "", exitCode: 2 });
});
