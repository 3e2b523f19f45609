import type { LogEventsRequest, ReadLogEvents } from "../log-events";

/** Reads original lines where the role may do so, and masked lines otherwise. */
export interface UnmaskedEvents {
  readonly read: ReadLogEvents;
  /** Whether a log group was read with masked lines. */
  readonly isMasked: () => boolean;
}

/** Without `logs:Unmask`, CloudWatch Logs refuses a request for unmasked lines. Every log group is tried. */
export function readUnmasked(pages: ReadLogEvents): UnmaskedEvents {
  const masked = new Set<string | undefined>();
  return {
    isMasked: () => masked.size > 0,
    read: async function* (request: LogEventsRequest) {
      if (!masked.has(request.logGroupName)) {
        let hasPage = false;
        try {
          for await (const page of pages({ ...request, unmask: true })) {
            hasPage = true;
            yield page;
          }
          return;
        } catch (error) {
          if (hasPage || !isAccessDenied(error)) throw error;
          masked.add(request.logGroupName);
        }
      }
      yield* pages(request);
    },
  };
}

function isAccessDenied(error: unknown): boolean {
  return error instanceof Error && /^AccessDenied(?:Exception)?$/.test(error.name);
}
