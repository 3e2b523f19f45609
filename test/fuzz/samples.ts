import { LEVELS, LOGS, logGroupName } from "../../catalog";
import { chance, oneOf, type Random } from "../simulation/random";
import { ENVIRONMENT } from "../simulation/world/generate-payloads";

/** A line as InventorySync or anybody else writes one. */
export function sampleLine(random: Random): string {
  return chance(random, 0.2) ? oneOf(random, UNSTRUCTURED_LINES) : JSON.stringify(sampleRecord(random));
}

export function sampleRecord(random: Random) {
  const number = random.integer(0, 10_000);
  return {
    "@timestamp": new Date(1_767_225_600_000 + number).toISOString(),
    level: oneOf(random, LEVELS),
    logger: "inventorysync.orders",
    message: `order ${number} of user${number}@example.com`,
    value: number / 7,
    status: 200 + (number % 400),
    ...(chance(random, 0.2) && {
      attributes: { attempt: 3, tags: ["a", "b"], nested: { deep: { er: number } } },
    }),
    ...(chance(random, 0.2) && { password: "made-up", card: "4111 1111 1111 1111" }),
    ...(chance(random, 0.2) && {
      exception: {
        type: "TimeoutError",
        value: "no answer",
        stacktrace: ['  File "/app/orders.py", line 7, in send'],
      },
    }),
  };
}

const UNSTRUCTURED_LINES = [
  "[INFO] Booting worker with pid: 17",
  "Traceback (most recent call last):",
  '  File "/app/main.py", line 3, in <module>',
  "GET /orders?token=made-up HTTP/1.1",
  "",
  "   ",
  "null",
  "{}",
  "[1,2,3]",
  '{"level":"ERROR","message":"cut sho',
] as const;

/** What a payload of CloudWatch Logs unpacks to. */
export function sampleMessage(random: Random) {
  return {
    messageType: chance(random, 0.03) ? "CONTROL_MESSAGE" : "DATA_MESSAGE",
    owner: "000000000000",
    logGroup: logGroupName(ENVIRONMENT, oneOf(random, LOGS).id),
    logStream: "inventorysync-api",
    subscriptionFilters: ["forwarder"],
    logEvents: Array.from({ length: random.integer(0, 4) }, (_, index) => ({
      id: `event-${index}`,
      timestamp: 1_767_225_600_000 + index,
      message: sampleLine(random),
    })),
  };
}

/** The lines of a parked object. */
export function sampleFailedEventLines(random: Random) {
  const { id: log } = oneOf(random, LOGS);
  const origin = {
    owner: "000000000000",
    logGroup: logGroupName(ENVIRONMENT, log),
    logStream: "inventorysync-api",
  };
  const events = Array.from({ length: random.integer(0, 5) }, (_, index) => ({
    event: {
      id: `event-${index}`,
      timestamp: 1_767_225_600_000 + index,
      log,
      origin,
      record: sampleRecord(random),
    },
    reason: "datadog answered 503",
  }));
  return [
    {
      format: "inventorysync.failed-events.1",
      sink: "datadog",
      at: new Date(1_767_225_600_000).toISOString(),
    },
    ...events,
  ];
}
