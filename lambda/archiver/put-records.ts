import { type Backoff, fullJitter } from "../delivery/backoff";
import type { Clock } from "../shared/clock";
import { SafeError } from "../shared/safe-error";
import { safeErrorName } from "../shared/safe-error-name";
import { packRequests } from "./pack";

/**
 * Sends one request to a Firehose stream. Returns the codes of the errors, in the order of the records; undefined for a
 * record that Firehose accepted.
 */
export type PutRecordBatch = (
  stream: string,
  records: readonly Uint8Array[],
) => Promise<readonly (string | undefined)[]>;

export interface PutOptions {
  readonly putRecordBatch: PutRecordBatch;
  readonly clock: Clock;
  /** The deadline for sending, in milliseconds since the epoch. */
  readonly deadline: number;
}

const BACKOFF: Backoff = { baseMs: 100, capMs: 5_000 };

/**
 * Writes records to a Firehose stream, and retries those that it does not accept, until the deadline.
 * @throws SafeError if some are left then: the payload must be delivered again, as a whole
 */
export async function putRecords(
  stream: string,
  records: readonly Uint8Array[],
  options: PutOptions,
): Promise<void> {
  for (const request of packRequests(records)) await putRequest(stream, request, options);
}

async function putRequest(
  stream: string,
  records: readonly Uint8Array[],
  { putRecordBatch, clock, deadline }: PutOptions,
): Promise<void> {
  let left = records;
  for (let attempt = 1; ; attempt += 1) {
    const errors = await putRecordBatch(stream, left).catch((error: unknown) =>
      left.map(() => safeErrorName(error)),
    );
    const reason = errors.find((error) => error !== undefined);
    if (reason === undefined) return;
    left = left.filter((_, index) => errors[index] !== undefined);
    const waitMs = fullJitter(BACKOFF, attempt, clock.random());
    if (clock.now() + waitMs >= deadline)
      throw new SafeError(
        `the Firehose stream ${stream} did not accept ${left.length} of ${records.length} records (${reason}); ` +
          "nothing is lost: Lambda retries the payload, and then its retry queue does",
      );
    await clock.sleep(waitMs);
  }
}
