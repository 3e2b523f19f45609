import { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import { type Alarm, alarmName, runbookAddress } from "../../catalog";
import { alarmsOf, type EnvironmentConfig } from "../../config";
import type { CommandContext, CommandResult } from "../cli";
import { plainTable } from "../cli/plain-table";
import { type DeployedAlarm, deployedAlarms } from "./deployed-alarms";

/** Alarms that need a person come first. */
const ORDER = ["ALARM", "not deployed", "INSUFFICIENT_DATA", "OK"];

interface AlarmRow extends Partial<Omit<DeployedAlarm, "state" | "definition">> {
  readonly alarm: string;
  readonly severity: Alarm["severity"];
  readonly state: DeployedAlarm["state"] | "not deployed";
  /** Its article of the runbook: a URL, or a path in the repository. */
  readonly article: string;
}

/** The state of every alarm of an environment. */
export async function alarms({ config, aws }: CommandContext): Promise<CommandResult> {
  const { environment } = config;
  const deployed = await deployedAlarms(new CloudWatchClient(aws), environment);
  const rows = alarmsOf(config)
    .map(({ id, severity }) => rowOf(id, severity, config, deployed))
    .toSorted((one, other) => ORDER.indexOf(one.state) - ORDER.indexOf(other.state));
  const problems = rows.filter(({ state }) => state === "ALARM" || state === "not deployed");
  return { data: rows, text: render(environment, rows, problems), ok: problems.length === 0 };
}

function rowOf(
  id: string,
  severity: Alarm["severity"],
  { environment, alarms: { runbookUrl } }: EnvironmentConfig,
  all: ReadonlyMap<string, DeployedAlarm>,
): AlarmRow {
  const article = runbookAddress(id, runbookUrl);
  const deployed = all.get(alarmName(environment, id));
  if (!deployed) return { alarm: id, severity, state: "not deployed", article };
  const { state, since, reason, actions } = deployed;
  return { alarm: id, severity, state, since, actions, reason, article };
}

/** `2026-11-27T04:25Z`: with seconds, the table would be wider than a terminal of 80 columns. */
function toMinutes(time: string): string {
  return time.replace(/:\d\d(?:\.\d+)?Z$/, "Z");
}

function render(environment: string, rows: readonly AlarmRow[], problems: readonly AlarmRow[]): string {
  const table = plainTable(
    ["alarm", "severity", "state", "since", "actions"],
    rows.map(({ alarm, severity, state, since = "–", actions = "–" }) => [
      ...[alarm, severity, state, toMinutes(since), actions],
    ]),
    [],
  );
  const reasons = problems.map(({ alarm, reason, article }) =>
    reason === undefined
      ? `${alarm} is not deployed: deploy the stack Monitoring of ${environment}`
      : `${alarm}: ${reason}\n  npx logs explain ${environment} ${alarm}\n  ${article}`,
  );
  return [table, ...(reasons.length > 0 ? ["", ...reasons] : [])].join("\n");
}
