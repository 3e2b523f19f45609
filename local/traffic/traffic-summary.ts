import { LOGS, type LogId } from "../../catalog";
import type { LogLine } from "./generate-lines";
import type { PlantedSecret } from "./planted-secrets";

/** Summary of the written lines: the expected values for the verification. */
export interface TrafficSummary {
  readonly lines: number;
  readonly linesByLog: Readonly<Record<LogId, number>>;
  /** Lines of level ERROR or CRITICAL, by log. */
  readonly errorsByLog: Readonly<Record<LogId, number>>;
  /** Lines of level ERROR of the last hour, by `error_type`. */
  readonly recentErrorsByType: ReadonlyMap<string, number>;
  /** Every `value` of the logger of response times, without its child loggers. */
  readonly responseTimes: readonly number[];
  readonly plantedSecrets: readonly PlantedSecret[];
}

const HOUR_MS = 3_600_000;

export function summarizeTraffic(lines: readonly LogLine[], now: number): TrafficSummary {
  const failed = lines.filter(({ record }) => record?.level === "ERROR" || record?.level === "CRITICAL");
  const recent = failed.filter(
    ({ record, timestamp }) => record?.level === "ERROR" && timestamp >= now - HOUR_MS,
  );
  const recentErrorsByType = new Map<string, number>();
  for (const { record } of recent) {
    if (record?.error_type)
      recentErrorsByType.set(record.error_type, (recentErrorsByType.get(record.error_type) ?? 0) + 1);
  }
  return {
    lines: lines.length,
    linesByLog: countByLog(lines),
    errorsByLog: countByLog(failed),
    recentErrorsByType,
    responseTimes: lines.flatMap(({ record }) =>
      record?.logger === "inventorysync.performance" && record.value !== undefined ? [record.value] : [],
    ),
    plantedSecrets: lines.flatMap(({ plantedSecret }) => plantedSecret ?? []),
  };
}

function countByLog(lines: readonly LogLine[]): Record<LogId, number> {
  const counts = Object.fromEntries(LOGS.map(({ id }) => [id, 0])) as Record<LogId, number>;
  for (const { log } of lines) counts[log] += 1;
  return counts;
}
