import { alarmName, ALARMS } from "../../catalog";
import { alarmsOf } from "../../config";
import { configWithSinks, ENVIRONMENTS, resources, shippedConfig, synthesizeWith } from "../fixtures/stacks";

const direct = shippedConfig("production");
const kinesis = { ...direct, forwarding: { ...direct.forwarding, topology: "kinesis" as const } };

test.each([
  ...ENVIRONMENTS,
  kinesis,
  configWithSinks("production"),
  configWithSinks("production", "sentry"),
  configWithSinks("staging", "sentry"),
])(
  "the alarms are those of the deployment ($environment, $forwarding.topology, search $search.kind)",
  (config) => {
    const deployed = resources(synthesizeWith(config))
      .filter(({ Properties }) => Properties?.["AlarmActions"] !== undefined)
      .map(({ Properties }) => Properties?.["AlarmName"]);
    expect(
      alarmsOf(config)
        .map(({ id }) => alarmName(config.environment, id))
        .toSorted(),
    ).toEqual(deployed.toSorted());
  },
);

test("every alarm applies to one of the environments", () => {
  const ids = ENVIRONMENTS.flatMap((config) => alarmsOf(config).map(({ id }) => id));
  expect(new Set(ids).size).toBe(ALARMS.length);
});
