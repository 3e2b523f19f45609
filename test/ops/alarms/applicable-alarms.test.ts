import { alarmName, ALARMS } from "../../../catalog";
import { applicableAlarms } from "../../../ops/alarms/applicable-alarms";
import {
  configWithSinks,
  ENVIRONMENT_NAMES,
  resources,
  shippedConfig,
  synthesizeWith,
} from "../../fixtures/stacks";

test.each([
  ...ENVIRONMENT_NAMES.map(shippedConfig),
  configWithSinks("production"),
  configWithSinks("staging", "sentry"),
])("the command knows which alarms $environment has", (config) => {
  const deployed = resources(synthesizeWith(config), "AWS::CloudWatch::Alarm").map(
    ({ Properties }) => Properties?.["AlarmName"],
  );
  expect(
    applicableAlarms(config)
      .map(({ id }) => alarmName(config.environment, id))
      .toSorted(),
  ).toEqual(deployed.toSorted());
});

test("every alarm applies to one of the environments", () => {
  const ids = ENVIRONMENT_NAMES.flatMap((name) => applicableAlarms(shippedConfig(name)).map(({ id }) => id));
  expect(new Set(ids).size).toBe(ALARMS.length);
});
