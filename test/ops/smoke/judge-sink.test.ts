import { logGroupName, type SinkName, smokeLogStreamName } from "../../../catalog";
import type { EnvironmentConfig } from "../../../config";
import type { SinkEvent } from "../../../ops/sinks";
import { type Arrivals, judgeArrival, judgeRedaction, missingLines } from "../../../ops/smoke/judge-sink";
import { smokeLines } from "../../../ops/smoke/smoke-lines";
import { expectedAt, type WrittenLine } from "../../../ops/smoke/written-line";
import { shippedConfig } from "../../fixtures/stacks";

const config = shippedConfig("staging");
const lines = smokeLines("7f3k2m9q", "staging", Date.parse("2026-03-01T12:00:00Z")).map(
  (line, index): WrittenLine => ({
    ...line,
    masked: line.text,
    event: {
      id: `event-${index}`,
      ...{ timestamp: line.timestamp, log: line.log, message: line.text },
      origin: {
        owner: "000000000000",
        logGroup: logGroupName("staging", line.log),
        logStream: smokeLogStreamName("7f3k2m9q"),
      },
    },
  }),
);
const EVERYWHERE = new Set<never>();

const eventOf = ({ event: { id }, log }: WrittenLine, text = "[redacted]"): SinkEvent => ({ id, log, text });

/** What the sink has if everything works. */
function allOf(sink: SinkName, environment: EnvironmentConfig = config): Arrivals {
  const events = lines
    .filter((line) => expectedAt(sink, line, environment) === "delivered")
    .map((line) => eventOf(line));
  return { sink, events };
}

function lineOf(name: string): WrittenLine {
  const line = lines.find((candidate) => candidate.name === name);
  if (!line) throw new Error(`no line ${name}`);
  return line;
}

const without = ({ sink, events }: Arrivals, name: string): Arrivals => ({
  sink,
  events: events.filter(({ id }) => id !== lineOf(name).event.id),
});

describe("the arrival", () => {
  test.each<[SinkName, string]>([
    ["opensearch", "24 events arrived"],
    ["sentry", "6 events arrived; 18 that it does not receive (filtered) did not"],
    ["datadog", "12 events arrived; 12 that it does not receive (filtered) did not"],
  ])("of what the catalogue sends to %s passes", (sink, how) => {
    expect(judgeArrival(allOf(sink), lines, EVERYWHERE, config)).toEqual({ result: "passed", how });
  });

  test("of all lines but one fails, and names it with the remedy", () => {
    const outcome = judgeArrival(without(allOf("sentry"), "security/error"), lines, EVERYWHERE, config);
    expect(outcome).toMatchObject({
      problems: [
        {
          problem: "Sentry does not have security/error, which it receives according to docs/log-record.md",
          remedy: expect.stringMatching(/npx logs parked staging .*docs\/runbook\.md#quarantined/) as string,
        },
      ],
    });
  });

  test("of no line of a log at any sink names the subscription", () => {
    const { sink, events } = allOf("opensearch");
    const arrivals = { sink, events: events.filter(({ log }) => log !== "audit") };
    expect(judgeArrival(arrivals, lines, new Set(["audit"] as const), config)).toMatchObject({
      problems: [
        {
          problem: expect.stringContaining("no sink has an event of the audit log") as string,
          remedy: expect.stringContaining("npx logs check staging --only subscriptions") as string,
        },
      ],
    });
  });

  test("of a line that the sink does not receive fails", () => {
    const { sink, events } = allOf("datadog");
    const arrivals = { sink, events: [...events, eventOf(lineOf("audit/record"))] };
    expect(judgeArrival(arrivals, lines, EVERYWHERE, config)).toMatchObject({
      problems: [
        { problem: "Datadog has audit/record, expected that the forwarder leaves it out (filtered)" },
      ],
    });
  });

  test("of an event that was not written fails", () => {
    const { sink, events } = allOf("datadog");
    const arrivals = { sink, events: [...events, { id: "another", log: undefined, text: "" }] };
    expect(judgeArrival(arrivals, lines, EVERYWHERE, config)).toMatchObject({ result: "failed" });
  });

  test("follows the sampling rates: an INFO line may be left out, an error never", () => {
    const sampled: EnvironmentConfig = {
      ...config,
      forwarding: { ...config.forwarding, sampleRates: { application: 0.001 } },
    };
    expect(expectedAt("datadog", lineOf("application/record"), sampled)).toBe("sampled");
    expect(expectedAt("datadog", lineOf("application/error"), sampled)).toBe("delivered");
    expect(missingLines(allOf("datadog", sampled), lines, sampled)).toEqual([]);
    expect(judgeArrival(allOf("datadog", config), lines, EVERYWHERE, sampled)).toMatchObject({
      problems: expect.arrayContaining([
        {
          problem: expect.stringContaining("application/record") as string,
          remedy: expect.anything() as string,
        },
      ]) as unknown,
    });
  });
});

describe("the redaction", () => {
  test("passes if no event has a secret", () => {
    expect(judgeRedaction(allOf("opensearch"), lines, config)).toMatchObject({ result: "passed" });
  });

  test.each([
    ["in the event of its line", "application/secrets-in-text", "application/secrets-in-text"],
    ["in the event of another line", "application/record", "application/secrets-in-text"],
  ])("fails for a secret %s, and does not print it", (_, carrier, name) => {
    const { secrets } = lineOf(name);
    const [secret] = secrets.filter((each) => each.name === "e-mail address");
    const { sink, events } = without(allOf("datadog"), carrier);
    const arrivals = {
      sink,
      events: [...events, eventOf(lineOf(carrier), `sent to ${secret?.value ?? ""}`)],
    };
    const outcome = judgeRedaction(arrivals, lines, config);
    expect(outcome).toMatchObject({
      problems: [
        {
          problem: `the planted e-mail address (contact) of ${name} is readable in Datadog, expected a label such as [redacted:…]`,
        },
      ],
    });
    expect(JSON.stringify(outcome)).not.toContain(secret?.value);
  });

  test("fails for a secret in an event that the sink should not have", () => {
    const line = lineOf("audit/secrets-in-text");
    const { sink, events } = allOf("datadog");
    const arrivals = { sink, events: [...events, eventOf(line, line.text)] };
    expect(judgeRedaction(arrivals, lines, config)).toMatchObject({ result: "failed" });
  });

  test("passes for an address that the policy of the log keeps", () => {
    const line = lineOf("security/secrets-in-text");
    const address = line.secrets.find(({ name }) => name === "IP address")?.value ?? "";
    const { sink, events } = without(allOf("opensearch"), line.name);
    const arrivals = { sink, events: [...events, eventOf(line, `from ${address}`)] };
    expect(judgeRedaction(arrivals, lines, config)).toMatchObject({ result: "passed" });
  });
});
