"""How Lambda processes the records of a shard: in order, with retries, and never past a record without a final outcome.

Sources: AWS Lambda Developer Guide, "Retain discarded batch records for a Kinesis Data Streams event source in
Lambda" and "Configuring partial batch response with Kinesis Data Streams and Lambda".
"""

from collections.abc import Callable
from typing import Any, NamedTuple

Record = dict[str, Any]

UNLIMITED = -1
RETRY_ATTEMPTS_EXHAUSTED = "RetryAttemptsExhausted"
MAX_RECORD_AGE_EXCEEDED = "MaxRecordAgeExceeded"


class RetryPolicy(NamedTuple):
    """The settings of an event source mapping for failed records."""

    max_retry_attempts: int = UNLIMITED
    max_age_seconds: int = UNLIMITED
    bisect_on_error: bool = False
    """Whether Lambda bisects a batch when its invocation fails."""


class Throttled(NamedTuple):
    """The function was not invoked. This is not an attempt."""


class Failed(NamedTuple):
    """The invocation failed, and so did every record."""


class Returned(NamedTuple):
    """The function succeeded. `failures` contains the sequence numbers that it reported, or is None if the response is
    malformed.
    """

    failures: frozenset[str] | None = frozenset()


Outcome = Throttled | Failed | Returned


class Discarded(NamedTuple):
    records: list[Record]
    condition: str
    invocations: int


class Effects(NamedTuple):
    """The side effects of processing a batch."""

    invoke: Callable[[list[Record]], Outcome]
    discard: Callable[[Discarded], None]
    wait: Callable[[int], None]
    """Waits for a time that grows with the number of failures; the first is 1."""
    now: Callable[[], float]
    """Seconds since the epoch."""


def process_batch(records: list[Record], limits: RetryPolicy, effects: Effects, attempts: int = 0) -> None:
    """Invokes the function until every record is processed or discarded."""
    while records := _without_expired(records, limits, effects, attempts):
        outcome = effects.invoke(records)
        if isinstance(outcome, Throttled):
            effects.wait(1)
            continue
        unprocessed = unprocessed_records(records, outcome)
        if not unprocessed:
            return
        if len(unprocessed) < len(records):
            # The checkpoint moves to the lowest failure. This splits the batch and does not count as an attempt.
            records = unprocessed
            effects.wait(attempts + 1)
            continue
        if isinstance(outcome, Failed) and limits.bisect_on_error and len(records) > 1:
            middle = len(records) // 2
            process_batch(records[:middle], limits, effects, attempts)
            process_batch(records[middle:], limits, effects, attempts)
            return
        attempts += 1
        if limits.max_retry_attempts != UNLIMITED and attempts > limits.max_retry_attempts:
            effects.discard(Discarded(records, RETRY_ATTEMPTS_EXHAUSTED, attempts))
            return
        effects.wait(attempts)


def unprocessed_records(records: list[Record], outcome: Outcome) -> list[Record]:
    """The records to retry: all from the lowest failed sequence number on."""
    if not isinstance(outcome, Returned) or outcome.failures is None:
        return records
    if not outcome.failures:
        return []
    numbers = [record["kinesis"]["sequenceNumber"] for record in records]
    if not outcome.failures.issubset(numbers):
        return records
    return records[min(numbers.index(number) for number in outcome.failures) :]


def parse_batch_item_failures(answer: Any) -> frozenset[str] | None:
    """The sequence numbers that a function reports as failed. None for a malformed response, which counts as a failure.
    """
    failures = answer.get("batchItemFailures") if isinstance(answer, dict) else None
    if answer is None or (isinstance(answer, dict) and failures is None):
        return frozenset()
    if not isinstance(failures, list):
        return None
    numbers = [failure.get("itemIdentifier") if isinstance(failure, dict) else None for failure in failures]
    return frozenset(numbers) if all(isinstance(number, str) and number for number in numbers) else None


def _without_expired(records: list[Record], limits: RetryPolicy, effects: Effects, attempts: int) -> list[Record]:
    """Discards expired records, which are the first ones, and returns the others."""
    if limits.max_age_seconds == UNLIMITED:
        return records
    oldest = effects.now() - limits.max_age_seconds
    expired = [record for record in records if record["kinesis"]["approximateArrivalTimestamp"] < oldest]
    if expired:
        effects.discard(Discarded(expired, MAX_RECORD_AGE_EXCEEDED, attempts))
    return [record for record in records if record["kinesis"]["approximateArrivalTimestamp"] >= oldest]
