import type { Supervisor } from "../process";
import type { Certificates } from "./certificates";

/** What a part of the platform needs to install itself and to run. */
export interface StartupContext {
  readonly supervisor: Supervisor;
  /** Folder of this run: gone when the run is over. */
  readonly runFolder: string;
  readonly certificates: Certificates;
}
