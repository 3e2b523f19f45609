import type { SinkName } from "../../catalog";
import type { ConfirmOptions } from "../cli";

/** Where `replay` finds events. */
export const REPLAY_SOURCES = ["quarantine", "dead-letters", "parked"] as const;
export type ReplaySource = (typeof REPLAY_SOURCES)[number];

export interface ListOptions {
  readonly sink?: SinkName;
  readonly since?: string;
  readonly reason?: string;
  readonly limit: number;
  readonly show?: string;
  /** Of `quarantine`: also the originals of truncated events. */
  readonly truncated?: true;
}

export interface DeadLettersOptions {
  readonly sink?: SinkName;
  readonly limit: number;
}

export interface ReplayOptions extends ConfirmOptions {
  readonly sink?: SinkName;
  readonly key?: string;
  readonly from?: readonly ReplaySource[];
  readonly wait?: string | true;
}
