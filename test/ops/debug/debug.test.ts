import { type AwsAnswer, fakeAws } from "../../fixtures/fake-aws";
import { MADE_UP_CREDENTIALS, runOperatorCommand } from "../../fixtures/run-operator-command";

const ENGINEER = "arn:aws:sts::111122223333:assumed-role/inventorysync-production-operator/jane";
const IDENTITY =
  `<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>${ENGINEER}</Arn><UserId>U</UserId>` +
  "<Account>111122223333</Account></GetCallerIdentityResult></GetCallerIdentityResponse>";
const OBJECT = "/inventorysync-production-parking-111122223333/debug/forwarder.json";
const NONE: AwsAnswer = { error: "ParameterNotFound", message: "none" };
const MODE = {
  level: "DEBUG",
  since: new Date(Date.now() - 60_000).toISOString(),
  until: new Date(Date.now() + 3_600_000).toISOString(),
  startedBy: ENGINEER,
};
const running = { Parameter: { Value: JSON.stringify(MODE) } };
const ended = {
  Parameter: { Value: JSON.stringify({ ...MODE, until: new Date(Date.now() - 1_000).toISOString() }) },
};

async function run(args: readonly string[], answers: Readonly<Record<string, AwsAnswer>> = {}) {
  const { aws, close } = await fakeAws({
    GetCallerIdentity: IDENTITY,
    GetMetricData: { MetricDataResults: [] },
    GetParameter: NONE,
    [`GET ${OBJECT}?x-id=GetObject`]: "{}",
    ...answers,
  });
  try {
    const variables = {
      ...MADE_UP_CREDENTIALS,
      AWS_ENDPOINT_URL: aws["endpoint" as keyof typeof aws] as string,
    };
    return await runOperatorCommand(["debug", "production", ...args], variables);
  } finally {
    await close();
  }
}

test("without an action, the status of both targets is shown", async () => {
  const { out, exitCode } = await run([], { GetParameter: running });
  expect(out).toBe(
    `application: DEBUG until ${MODE.until}, started at ${MODE.since} by ${ENGINEER}\nforwarder: off\n`,
  );
  expect(exitCode).toBe(0);
});

test("a value that is over is off, although it is still stored", async () => {
  expect((await run(["status", "--target", "application"], { GetParameter: ended })).out).toBe(
    "application: off\n",
  );
});

test("the plan shows duration, what it replaces and the cost, and --dry-run writes nothing", async () => {
  const { out, exitCode } = await run(["on", "--for", "15m", "--format", "console", "--dry-run"], {
    GetParameter: running,
  });
  const [heading, replaced, cost] = out.split("\n");
  expect(heading).toBe("production, application: level DEBUG, format console for 15 minutes");
  expect(replaced).toBe(`replaces the debug mode of ${ENGINEER}, which ends at ${MODE.until}`);
  expect(cost).toMatch(/^the additional cost is unknown: CloudWatch has no data .*/);
  expect(exitCode).toBe(0);
});

test("the additional cost is that of the measured volume", async () => {
  const results = ["IncomingBytes", "IncomingLogEvents"].map((metric) => ({
    Id: `application_${metric}`,
    Values: [7 * 2 ** 30],
    Timestamps: [0],
  }));
  const { out } = await run(["on", "--for", "60m", "--factor", "25", "--dry-run", "--json"], {
    GetMetricData: { MetricDataResults: results },
  });
  const { cost } = JSON.parse(out) as { cost: { gib: number; usd: number } };
  // The measured week starts at a full hour, so it has between 168 and 169 hours.
  expect(cost.gib).toBeLessThan(1 + 1e-9);
  expect(cost.gib).toBeGreaterThan(168 / 169 - 1e-9);
  expect(cost.usd).toBeGreaterThan(0.5);
});

test("without a person who confirms, nothing is written", async () => {
  const { err, exitCode } = await run(["on"]);
  expect(err).toMatch(/nobody can confirm/);
  expect(exitCode).toBe(2);
});

test("debug mode that is on states until when, and where it is stored", async () => {
  const { out, exitCode } = await run(["on", "--yes"], { PutParameter: { Version: 1 } });
  expect(out).toMatch(
    /^debug mode of the application is on until \S+Z, in the parameter \/inventorysync\/production\/debug-mode; it ends by itself\n$/,
  );
  expect(exitCode).toBe(0);
});

test("off ends what is on, and says so if nothing is", async () => {
  expect((await run(["off"], { GetParameter: running, DeleteParameter: {} })).out).toBe(
    "debug mode of the application is off\n",
  );
  expect((await run(["off"])).out).toBe("debug mode is off already\n");
});

test.each([
  [["on", "--for", "5h"], /^--for is 5h, expected at most 240m/],
  [["on", "--for", "soon"], /^--for is "soon", expected a duration/],
  [["on", "--target", "forwarder", "--level", "INFO"], /^the forwarders have the level DEBUG only/],
  [["on", "--target", "forwarder", "--format", "console"], /^the forwarders have the level DEBUG only/],
  [["up"], /error: command-argument value 'up' is invalid.*expected status, on, off/],
  [["on", "--factor", "0.5"], /expected a number from 1/],
])("%j is refused", async (args, expected) => {
  const { err, exitCode } = await run(args);
  expect(err).toMatch(expected);
  expect(exitCode).toBe(2);
});
