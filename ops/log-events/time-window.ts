/** A time window, in milliseconds since the epoch, both ends included. */
export interface TimeWindow {
  readonly since: number;
  readonly until: number;
}
