import type { FilteredLogEvent } from "@aws-sdk/client-cloudwatch-logs";

/**
 * Selects the log events that were not selected before, from overlapping time windows. Windows must overlap, because an
 * agent may send a line after CloudWatch Logs has returned newer lines of other hosts.
 */
export class NewEvents {
  private readonly seen = new Map<string, number>();

  /** @param next start of the next window, in milliseconds: earlier events need not be remembered */
  take(page: readonly FilteredLogEvent[], next: number): readonly FilteredLogEvent[] {
    return page.filter(({ eventId = "", timestamp = 0 }) => {
      if (this.seen.has(eventId)) return false;
      if (timestamp >= next) this.seen.set(eventId, timestamp);
      return true;
    });
  }

  /** Forgets the events before the start of a window. */
  forgetBefore(start: number): void {
    for (const [id, timestamp] of this.seen) if (timestamp < start) this.seen.delete(id);
  }
}
