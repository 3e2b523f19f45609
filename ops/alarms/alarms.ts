import { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import { type Alarm, alarmName } from "../../catalog";
import { alarmsOf } from "../../config";
import type { CommandContext, CommandResult } from "../cli";
import { plainTable } from "../cli/plain-table";
import { type DeployedAlarm, deployedAlarms } from "./deployed-alarms";

/** Alarms that need a person come first. */
const ORDER = ["ALARM", "not deployed", "INSUFFICIENT_DATA", "OK"];

interface AlarmRow extends Partial<Omit<DeployedAlarm, "state" | "definition">> {
  readonly alarm: string;
  readonly severity: Alarm["severity"];
  readonly state: DeployedAlarm["state"] | "not deployed";
}

/** The state of every alarm of an environment. */
export async function alarms({ config, aws }: CommandContext): Promise<CommandResult> {
  const { environment } = config;
  const deployed = await deployedAlarms(new CloudWatchClient(aws), environment);
  const rows = alarmsOf(config)
    .map(({ id, severity }) => rowOf(id, severity, deployed.get(alarmName(environment, id))))
    .toSorted((one, other) => ORDER.indexOf(one.state) - ORDER.indexOf(other.state));
  const problems = rows.filter(({ state }) => state === "ALARM" || state === "not deployed");
  return { data: rows, text: render(environment, rows, problems), ok: problems.length === 0 };
}

function rowOf(id: string, severity: Alarm["severity"], deployed: DeployedAlarm | undefined): AlarmRow {
  if (!deployed) return { alarm: id, severity, state: "not deployed" };
  const { state, since, reason, actions } = deployed;
  return { alarm: id, severity, state, since, actions, reason };
}

function render(environment: string, rows: readonly AlarmRow[], problems: readonly AlarmRow[]): string {
  const table = plainTable(
    ["alarm", "severity", "state", "since", "actions"],
    rows.map(({ alarm, severity, state, since = "–", actions = "–" }) => [
      ...[alarm, severity, state, since, actions],
    ]),
    [],
  );
  const reasons = problems.map(({ alarm, reason }) =>
    reason === undefined
      ? `${alarm} is not deployed: deploy the stack Monitoring of ${environment}`
      : `${alarm}: ${reason}\n  npx logs explain ${environment} ${alarm}`,
  );
  return [table, ...(reasons.length > 0 ? ["", ...reasons] : [])].join("\n");
}
