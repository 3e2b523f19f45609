import type { LogId } from "../../catalog";
import { OperatorError } from "../cli";
import type { CostOptions, VolumeByLog } from "./cost-options";
import { BYTES_PER_GIB, type LogVolumes, mapLogs } from "./estimate";

/** The share of each log if only the volume of all logs is given. Measured: the lines of `npm run local`. */
export const LOG_SHARES = {
  application: 0.4,
  performance: 0.44,
  audit: 0.11,
  security: 0.05,
} as const satisfies Readonly<Record<LogId, number>>;

/** The options that state a volume. */
type GivenVolume = Pick<CostOptions, "gibPerDay" | "linesPerDay" | "measured" | "bytesPerLine">;

/** @throws OperatorError unless the options state the volume exactly once */
export function givenVolumes({
  gibPerDay,
  linesPerDay,
  measured,
  bytesPerLine,
}: GivenVolume): LogVolumes | undefined {
  const given = [gibPerDay, linesPerDay, measured].filter((option) => option !== undefined);
  if (given.length !== 1)
    throw new OperatorError(
      `${given.length === 0 ? "the volume of the logs is not given" : "the volume of the logs is given more than once"}; ` +
        "state it with one of --gib-per-day, --lines-per-day or --measured",
    );
  if (gibPerDay !== undefined)
    return mapLogs((log) => {
      const bytesPerDay = volumeOf(gibPerDay, log) * BYTES_PER_GIB;
      return { bytesPerDay, linesPerDay: bytesPerDay / bytesPerLine };
    });
  if (linesPerDay !== undefined)
    return mapLogs((log) => {
      const lines = volumeOf(linesPerDay, log);
      return { bytesPerDay: lines * bytesPerLine, linesPerDay: lines };
    });
  return undefined;
}

function volumeOf(volume: VolumeByLog, log: LogId): number {
  return typeof volume === "number" ? volume * LOG_SHARES[log] : (volume[log] ?? 0);
}
