import type { LogId, LogRecord } from "../../catalog";
import type { PlantedSecret } from "./planted-secrets";

/** One line of a log file, and its known content. */
export interface LogLine {
  readonly log: LogId;
  readonly text: string;
  /** Milliseconds since the epoch. */
  readonly timestamp: number;
  /** Undefined for an unstructured line, for example a traceback of another program. */
  readonly record?: LogRecord;
  readonly plantedSecret?: PlantedSecret;
}
