import { ERROR_LEVELS, LOGS, type LogId, TRACEBACK_START } from "../../catalog";
import type { LogLine } from "./log-line";
import type { PlantedSecret } from "./planted-secrets";

/** Summary of the written lines: the expected values for the verification. */
export interface TrafficSummary {
  /** The lines, for the answers that questions must have. */
  readonly written: readonly LogLine[];
  readonly lines: number;
  readonly linesByLog: Readonly<Record<LogId, number>>;
  /** Lines of level ERROR or CRITICAL and tracebacks in plain text, by log. */
  readonly errorsByLog: Readonly<Record<LogId, number>>;
  readonly plantedSecrets: readonly PlantedSecret[];
}

const IS_ERROR: ReadonlySet<unknown> = new Set(ERROR_LEVELS);

export function summarizeTraffic(lines: readonly LogLine[]): TrafficSummary {
  return {
    written: lines,
    lines: lines.length,
    linesByLog: countByLog(lines),
    errorsByLog: countByLog(
      lines.filter(({ record, text }) => IS_ERROR.has(record?.level) || text.startsWith(TRACEBACK_START)),
    ),
    plantedSecrets: lines.flatMap(({ plantedSecret }) => plantedSecret ?? []),
  };
}

function countByLog(lines: readonly LogLine[]): Record<LogId, number> {
  const counts = Object.fromEntries(LOGS.map(({ id }) => [id, 0])) as Record<LogId, number>;
  for (const { log } of lines) counts[log] += 1;
  return counts;
}
