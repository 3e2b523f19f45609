import { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import { type AlarmId, alarmForm, alarmName, type Condition } from "../../../catalog";
import { alarmsOf, type EnvironmentConfig } from "../../../config";
import { type DeployedAlarm, deployedAlarms } from "../../alarms/deployed-alarms";
import { unlessProblems } from "../../check/outcome";
import { formatTime } from "../../parking/list-objects";
import type { Cause, DoctorContext } from "../cause";

type Deployed = ReadonlyMap<string, DeployedAlarm>;

const readAlarms = ({ aws, config }: DoctorContext): Promise<Deployed> =>
  deployedAlarms(new CloudWatchClient(aws), config.environment);

export const missingData: Cause = {
  id: "alarm-missing-data",
  statement: "an alarm treats missing data otherwise than the catalogue",
  remedy: "`npx cdk deploy 'production/*' --revert-drift`",
  async run(context) {
    const { config } = context;
    const problems = missingDataProblems(config, await readAlarms(context));
    return unlessProblems(
      problems,
      "every metric alarm treats missing data as its row of the catalogue",
      `npx cdk deploy '${config.environment}/*' --revert-drift`,
    );
  },
};

function missingDataProblems(config: EnvironmentConfig, deployed: Deployed): readonly string[] {
  return alarmsOf(config).flatMap((alarm) => {
    const form = alarmForm(alarm);
    if (form.kind !== "metric") return [];
    return problemOf(alarmName(config.environment, alarm.id), form.condition, deployed);
  });
}

function problemOf(name: string, { treatMissingData }: Condition, deployed: Deployed): readonly string[] {
  const definition = deployed.get(name)?.definition;
  if (!definition || !("TreatMissingData" in definition)) return [];
  const { TreatMissingData: actual } = definition;
  return actual === treatMissingData
    ? []
    : [`the alarm ${name} treats missing data as ${actual ?? "missing"}, expected ${treatMissingData}`];
}

export const alreadyOn: Cause = {
  id: "alarm-already-on",
  statement:
    "the alarm is in state `ALARM` since before the examined time: CloudWatch notifies when the state changes",
  remedy: "`npx logs alarms production`; `npx logs explain production <alarm>`",
  async run(context) {
    const { config, since } = context;
    const deployed = await readAlarms(context);
    const before = rowsOf(config, deployed).filter(
      ({ alarm }) => alarm.state === "ALARM" && Date.parse(alarm.since ?? "") < since,
    );
    return unlessProblems(
      before.map(
        ({ id, alarm }) =>
          `the alarm ${id} is in state ALARM since ${formatTime(Date.parse(alarm.since ?? ""))}, and does not notify again`,
      ),
      `no alarm is in state ALARM since before ${formatTime(since)}`,
      `follow its article: npx logs explain ${config.environment} ${before[0]?.id ?? ""}`,
    );
  },
};

export const suppressed: Cause = {
  id: "alarm-suppressed",
  statement: "another alarm explains it, and suppresses its notification",
  remedy: "follow the article of the alarm that explains it: `npx logs explain production <alarm>`",
  async run(context) {
    const { config } = context;
    const found = rowsOf(config, await readAlarms(context)).filter(
      ({ alarm }) => alarm.state === "ALARM" && alarm.actions === "suppressed",
    );
    return unlessProblems(
      found.map(
        ({ id, alarm }) =>
          `the alarm ${id} is in state ALARM, and the alarm ${suppressorOf(config, alarm)} suppresses its notification`,
      ),
      "no alarm in state ALARM is suppressed",
      `follow the article of the one that explains it: npx logs explain ${config.environment} ${found[0] ? suppressorOf(config, found[0].alarm) : ""}`,
    );
  },
};

/** The id of the alarm that suppresses another. */
function suppressorOf({ environment }: EnvironmentConfig, { definition }: DeployedAlarm): string {
  const arn = "ActionsSuppressor" in definition ? (definition.ActionsSuppressor ?? "") : "";
  return arn.split(":alarm:").at(-1)?.replace(alarmName(environment, ""), "") ?? arn;
}

function rowsOf(
  config: EnvironmentConfig,
  deployed: Deployed,
): readonly { readonly id: AlarmId; readonly alarm: DeployedAlarm }[] {
  return alarmsOf(config).flatMap(({ id }) => {
    const alarm = deployed.get(alarmName(config.environment, id));
    return alarm ? [{ id, alarm }] : [];
  });
}
