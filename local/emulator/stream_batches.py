"""How Lambda works through the records of a shard: in order, again and again, and never past one that has no end.

Sources: AWS Lambda Developer Guide, "Retain discarded batch records for a Kinesis Data Streams event source in Lambda"
and "Configuring partial batch response with Kinesis Data Streams and Lambda".
"""

from collections.abc import Callable
from typing import Any, NamedTuple

Record = dict[str, Any]

UNLIMITED = -1
RETRIES_EXHAUSTED = "RetryAttemptsExhausted"
TOO_OLD = "MaxRecordAgeExceeded"


class Limits(NamedTuple):
    """What an event source mapping says of records that fail."""

    retries: int = UNLIMITED
    max_age_seconds: int = UNLIMITED
    bisects: bool = False
    """Whether a batch is halved when its invocation fails."""


class Throttled(NamedTuple):
    """The function was not invoked at all: no attempt."""


class Failed(NamedTuple):
    """The invocation failed, and with it every record."""


class Answered(NamedTuple):
    """The function ended well; `failures` are the sequence numbers it named, or None where they cannot be read."""

    failures: frozenset[str] | None = frozenset()


Outcome = Throttled | Failed | Answered


class Discarded(NamedTuple):
    records: list[Record]
    condition: str
    invocations: int


class Steps(NamedTuple):
    """The effects of working through a batch."""

    invoke: Callable[[list[Record]], Outcome]
    discard: Callable[[Discarded], None]
    wait: Callable[[int], None]
    """Waits for longer after each failure; the first is 1."""
    now: Callable[[], float]
    """Seconds since the epoch."""


def work_through(records: list[Record], limits: Limits, steps: Steps, attempts: int = 0) -> None:
    """Hands records over until each is taken or discarded."""
    while records := _young(records, limits, steps, attempts):
        outcome = steps.invoke(records)
        if isinstance(outcome, Throttled):
            steps.wait(1)
            continue
        left = remaining(records, outcome)
        if not left:
            return
        if len(left) < len(records):
            # The checkpoint moves to the lowest failure. That splits the batch, which costs no attempt.
            records = left
            steps.wait(attempts + 1)
            continue
        if isinstance(outcome, Failed) and limits.bisects and len(records) > 1:
            middle = len(records) // 2
            work_through(records[:middle], limits, steps, attempts)
            work_through(records[middle:], limits, steps, attempts)
            return
        attempts += 1
        if limits.retries != UNLIMITED and attempts > limits.retries:
            steps.discard(Discarded(records, RETRIES_EXHAUSTED, attempts))
            return
        steps.wait(attempts)


def remaining(records: list[Record], outcome: Outcome) -> list[Record]:
    """The records that must come again: all from the lowest sequence number on that failed."""
    if not isinstance(outcome, Answered) or outcome.failures is None:
        return records
    if not outcome.failures:
        return []
    numbers = [record["kinesis"]["sequenceNumber"] for record in records]
    if not outcome.failures.issubset(numbers):
        return records
    return records[min(numbers.index(number) for number in outcome.failures) :]


def failures_in(answer: Any) -> frozenset[str] | None:
    """The sequence numbers that a function names as failed; an answer of another shape is that of a failure."""
    failures = answer.get("batchItemFailures") if isinstance(answer, dict) else None
    if answer is None or (isinstance(answer, dict) and failures is None):
        return frozenset()
    if not isinstance(failures, list):
        return None
    numbers = [failure.get("itemIdentifier") if isinstance(failure, dict) else None for failure in failures]
    return frozenset(numbers) if all(isinstance(number, str) and number for number in numbers) else None


def _young(records: list[Record], limits: Limits, steps: Steps, attempts: int) -> list[Record]:
    """The records that are not too old to be handed over; the others, which come first, are discarded."""
    if limits.max_age_seconds == UNLIMITED:
        return records
    oldest = steps.now() - limits.max_age_seconds
    old = [record for record in records if record["kinesis"]["approximateArrivalTimestamp"] < oldest]
    if old:
        steps.discard(Discarded(old, TOO_OLD, attempts))
    return [record for record in records if record["kinesis"]["approximateArrivalTimestamp"] >= oldest]
