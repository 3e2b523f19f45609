import { eventTime } from "../../../../lambda/delivery/sinks/event-time";
import { eventOf } from "./events";

const TIMESTAMP = 1_767_225_600_000;

test("the time of an event is the record's", () => {
  const event = eventOf({ "@timestamp": "2025-12-31T23:00:00.000Z" }, { timestamp: TIMESTAMP });
  expect(eventTime(event)).toBe(TIMESTAMP - 3_600_000);
});

test.each([undefined, "", "yesterday"])(
  "a record with the time %j has the time of CloudWatch Logs",
  (time) => {
    const event = eventOf({}, { timestamp: TIMESTAMP });
    const record = time === undefined ? {} : { "@timestamp": time };
    expect(eventTime({ ...event, record })).toBe(TIMESTAMP);
  },
);
