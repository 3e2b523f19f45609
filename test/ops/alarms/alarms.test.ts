import { alarmName } from "../../../catalog";
import { alarmsOf } from "../../../config";
import { alarms } from "../../../ops/alarms/alarms";
import type { DeployedAlarm } from "../../../ops/alarms/deployed-alarms";
import { collectingIo } from "../../fixtures/operator-io";
import { shippedConfig } from "../../fixtures/stacks";

const config = shippedConfig("production");
const ROWS = alarmsOf(config);
const mockDeployed = new Map<string, DeployedAlarm>();

jest.mock("../../../ops/alarms/deployed-alarms", () => ({
  deployedAlarms: () => Promise.resolve(mockDeployed),
}));

const since = "2026-11-27T04:25:10.123Z";
const inState = (state: DeployedAlarm["state"]): DeployedAlarm => ({
  ...{ state, since, reason: "made up", actions: "enabled", definition: {} },
});

beforeEach(() => {
  mockDeployed.clear();
  for (const { id } of ROWS) mockDeployed.set(alarmName("production", id), inState("OK"));
});

const run = () => alarms({ ...{ config, aws: { region: "us-east-1" }, io: collectingIo(), json: false } });

test("the table has every alarm of production, and fits a terminal of 80 columns", async () => {
  const { text, ok } = await run();
  const lines = text.split("\n");
  expect(lines).toHaveLength(1 + ROWS.length);
  expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(80);
  expect(ok).toBe(true);
});

test("times are in minutes, and exact in the document for scripts", async () => {
  const { text, data } = await run();
  expect(text).toMatch(/^error-spike +page +OK +2026-11-27T04:25Z +enabled$/m);
  expect(data).toContainEqual(expect.objectContaining({ alarm: "error-spike", since }));
});

test("an alarm in state ALARM is first, with its reason and the command that explains it", async () => {
  mockDeployed.set(alarmName("production", "domain-red"), inState("ALARM"));
  const { text, ok } = await run();
  expect(text.split("\n")[1]).toMatch(/^domain-red +page +ALARM /);
  expect(text).toMatch(/^domain-red: made up\n {2}npx logs explain production domain-red$/m);
  expect(ok).toBe(false);
});

test("an alarm that is not deployed is a problem, with the stack to deploy", async () => {
  mockDeployed.delete(alarmName("production", "error-spike"));
  const { text, ok } = await run();
  expect(text).toMatch(/^error-spike is not deployed: deploy the stack Monitoring of production$/m);
  expect(ok).toBe(false);
});
