import type { Level } from "../../catalog";
import type { DebugFormat } from "../../lambda/shared/debug-mode";
import type { ConfirmOptions } from "../cli";

/** What has a debug mode: the application on the hosts, and the forwarders. */
export const DEBUG_TARGETS = ["application", "forwarder"] as const;
export type DebugTarget = (typeof DEBUG_TARGETS)[number];

export const DEBUG_ACTIONS = ["status", "on", "off"] as const;
export type DebugAction = (typeof DEBUG_ACTIONS)[number];

export interface DebugOptions extends ConfirmOptions {
  /** A duration such as `30m`. */
  readonly for: string;
  readonly level: Level;
  readonly format?: DebugFormat;
  /** @default - `on`: the application; `off` and `status`: both */
  readonly target?: DebugTarget;
  /** How many times the volume of the application log is in debug mode. */
  readonly factor: number;
}
