import type { EnvironmentConfig } from "../../config";
import type { CommandContext } from "../cli";
import type { CheckContext } from "../check/check";
import type { Outcome } from "../check/outcome";
import type { Evidence } from "./evidence";

/** What the check of a cause works with. */
export interface DoctorContext extends CheckContext {
  readonly command: CommandContext;
  readonly evidence: Evidence;
  /** Start of the examined time, in milliseconds since the epoch. */
  readonly since: number;
  readonly now: number;
}

/** A possible cause of a symptom, and how it is found. */
export interface Cause {
  readonly id: string;
  /** The cause, as a statement that is true if the check fails. */
  readonly statement: string;
  /** What to do, for the documentation. An outcome states it with the names that it found. */
  readonly remedy: string;
  /**
   * Whether an environment can have the cause.
   * @default - every environment
   */
  readonly appliesTo?: (config: EnvironmentConfig) => boolean;
  /** Changes nothing. An error that it throws makes the cause not verifiable. */
  run(context: DoctorContext): Outcome | Promise<Outcome>;
}
