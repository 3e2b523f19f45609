import { html, type Html } from "../../web";
import type { AlarmState, Answer } from "../data";
import { runbookPath } from "../documents";
import { column, renderAnswer, section, table, time } from "./section";

/** Every deployed alarm with its state and its article in the runbook. */
export function alarmsSection(answer: Answer<readonly AlarmState[]>): Html {
  return section(
    "alarms",
    "Alarms",
    html`<p class="note">
        The emulator does not evaluate alarms as CloudWatch does. It evaluates all periods as one period, and
        ignores dimensions, M of N periods and the treatment of missing data. It does not evaluate metric
        math: such an alarm keeps the state INSUFFICIENT_DATA. If data is missing, the state does not change.
      </p>
      ${renderAnswer(answer, renderAlarms)}`,
  );
}

function renderAlarms(alarms: readonly AlarmState[]): Html {
  return table(
    "State of each alarm",
    [column("State"), column("Alarm"), column("Severity"), column("What it reports"), column("Since, UTC")],
    alarms.map(renderAlarm),
  );
}

function renderAlarm({ alarm, state, reason, since }: AlarmState): Html {
  return html`<tr class="${state.toLowerCase()}">
    <td><span class="level">${state.replaceAll("_", " ")}</span></td>
    <td><a id="alarm-${alarm.id}" href="${runbookPath(alarm.id)}">${alarm.id}</a></td>
    <td>${alarm.severity}</td>
    <td class="text">
      ${alarm.description}${state === "ALARM" ? html`<p class="note">${reason}</p>` : undefined}
    </td>
    <td>${since && state !== "INSUFFICIENT_DATA" ? time(since) : "–"}</td>
  </tr>`;
}
