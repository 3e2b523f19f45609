import { parseSettings } from "../../../lambda/notifier/settings";

const VARIABLES = {
  ENVIRONMENT: "test",
  AWS_REGION: "us-east-1",
  PAGE_TOPIC_ARN: "arn:made-up:page",
  TICKET_TOPIC_ARN: "arn:made-up:ticket",
};

test.each([
  [{}, undefined],
  [{ LOG_ALARM_LINES: "" }, undefined],
  [{ LOG_ALARM_LINES: "1" }, 1],
  [{ LOG_ALARM_LINES: "50" }, 50],
])("with %j, the notification of a log alarm has at most %p lines", (variables, expected) => {
  expect(parseSettings({ ...VARIABLES, ...variables }).logAlarmLines).toBe(expected);
});

test.each(["0", "51", "2.5", "many"])("%s lines are rejected with the accepted numbers", (lines) => {
  expect(() => parseSettings({ ...VARIABLES, LOG_ALARM_LINES: lines })).toThrow(
    `LOG_ALARM_LINES is "${lines}", expected a whole number from 1 to 50`,
  );
});
