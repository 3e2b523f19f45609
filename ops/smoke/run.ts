import type { CommandContext } from "../cli";
import type { TimeWindow } from "../log-events";
import type { LogStreams } from "./log-streams";
import type { SmokeLine } from "./smoke-lines";
import type { SmokeOptions } from "./smoke-options";
import type { StepResult } from "./step";

/** What the steps of a run share. */
export interface Run {
  readonly context: CommandContext;
  readonly options: SmokeOptions;
  readonly logStreams: LogStreams;
  readonly lines: readonly SmokeLine[];
  readonly window: TimeWindow;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  readonly deadline: number;
  readonly signal: AbortSignal;
  readonly report: (step: StepResult) => void;
}
