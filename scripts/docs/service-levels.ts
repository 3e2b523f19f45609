import {
  type Alarm,
  ALARMS,
  FAST_BURN,
  SERVICE_LEVELS,
  serviceLevelById,
  type ServiceLevelId,
  SLOW_BURN,
} from "../../catalog";
import { type Activation, simulateAlarm, usedBudget } from "../service-levels/simulate";
import { SCENARIOS, traceOf } from "../service-levels/traces";
import { code, table } from "./markdown";

export function serviceLevelTable(): string {
  return table(
    ["service level", "good requests", "target", "error budget", "window", "reason"],
    SERVICE_LEVELS.map(({ id, description, target, windowDays, reason }) => [
      code(id),
      description,
      `${target} %`,
      percent(100 - target),
      `${windowDays} days`,
      reason,
    ]),
  );
}

export function burnRateTable(): string {
  const { windowDays } = serviceLevelById("availability");
  const row = (alarm: string) => (burnRate: (typeof FAST_BURN | typeof SLOW_BURN)[number]) => [
    alarm,
    String(burnRate.rate),
    formatMinutes(burnRate.longMinutes),
    formatMinutes(burnRate.shortMinutes),
    percent((100 * burnRate.rate * burnRate.longMinutes) / (windowDays * MINUTES_PER_DAY)),
    `${(windowDays / burnRate.rate).toFixed(1)} days`,
  ];
  return table(
    ["alarm", "burn rate", "long window", "short window", "budget lost when it fires", "budget lasts"],
    [...FAST_BURN.map(row("page, fast")), ...SLOW_BURN.map(row("ticket, slow"))],
  );
}

/** The simulation of the service level availability. */
export function simulationTable(): string {
  return table(
    [
      "failures",
      "page fires after",
      "page ends after",
      "ticket fires after",
      "ticket ends after",
      "budget used",
    ],
    SCENARIOS.map((scenario) => {
      const trace = traceOf(scenario);
      const serviceLevel = serviceLevelById("availability");
      const used = usedBudget(serviceLevel, trace, trace.bad.length, scenario.requestsPerMinute);
      return [
        scenario.title,
        ...times(simulateAlarm(alarmOf("availability", "fast"), trace), trace.begin, scenario.minutes),
        ...times(simulateAlarm(alarmOf("availability", "slow"), trace), trace.begin, scenario.minutes),
        percent(100 * used),
      ];
    }),
  );
}

export function alarmOf(serviceLevel: ServiceLevelId, speed: "fast" | "slow"): Alarm {
  const alarm = ALARMS.find(({ id }) => id === `${serviceLevel}-burn-${speed}`);
  if (!alarm) throw new Error(`the catalogue has no alarm ${serviceLevel}-burn-${speed}`);
  return alarm;
}

/** When an alarm fires after the first failure, and ends after the last one. */
function times(
  activations: readonly Activation[],
  begin: number,
  minutes: number,
): readonly [string, string] {
  const [first, ...others] = activations;
  const last = others.at(-1) ?? first;
  if (!first || !last) return ["never", "–"];
  return [
    formatMinutes(first.from - begin),
    last.to === undefined ? "still active" : formatMinutes(last.to - begin - minutes),
  ];
}

const MINUTES_PER_HOUR = 60;
const MINUTES_PER_DAY = 24 * MINUTES_PER_HOUR;

function formatMinutes(minutes: number): string {
  const parts = [
    [Math.floor(minutes / MINUTES_PER_DAY), "d"],
    [Math.floor((minutes % MINUTES_PER_DAY) / MINUTES_PER_HOUR), "h"],
    [minutes % MINUTES_PER_HOUR, "min"],
  ] as const;
  return parts.flatMap(([count, unit]) => (count === 0 ? [] : `${count} ${unit}`)).join(" ") || "0 min";
}

function percent(value: number): string {
  return `${Number(value.toFixed(2))} %`;
}
