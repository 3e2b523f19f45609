import type { Supervisor } from "../process";
import type { Certificates } from "./certificates";

/** What a component needs to be installed and started. */
export interface StartupContext {
  readonly supervisor: Supervisor;
  /** Folder of this run; deleted at its end. */
  readonly runFolder: string;
  readonly certificates: Certificates;
}
