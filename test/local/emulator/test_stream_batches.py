"""How Lambda processes the records of a shard, as in the AWS Lambda Developer Guide."""

import json
import pathlib
import unittest

from stream_batches import (
    RETRY_ATTEMPTS_EXHAUSTED,
    MAX_RECORD_AGE_EXCEEDED,
    Returned,
    Discarded,
    Failed,
    RetryPolicy,
    Effects,
    Throttled,
    parse_batch_item_failures,
    unprocessed_records,
    process_batch,
)


CASES = json.loads(pathlib.Path("test/simulation/world/kinesis-batches.json").read_text())["cases"]


def outcome_of(name):
    """The outcome that a case names; digits are the records of a partial batch response."""
    named = {"returned": Returned(), "failed": Failed(), "invalid": Returned(None)}
    return named[name] if name in named else Returned(frozenset(name))


def record(number, arrival=0.0):
    return {"kinesis": {"sequenceNumber": str(number), "approximateArrivalTimestamp": arrival}}


def numbers(records):
    return "".join(record["kinesis"]["sequenceNumber"] for record in records)


class Function:
    """Returns scripted results, which may depend on the records, then succeeds."""

    def __init__(self, *script, now=0.0):
        self.script = list(script)
        self.batches, self.discarded, self.waits = [], [], []
        self.effects = Effects(
            invoke=self.invoke, discard=self.discarded.append, wait=self.waits.append, now=lambda: now
        )

    def invoke(self, records):
        self.batches.append(numbers(records))
        outcome = self.script.pop(0) if len(self.script) > 0 else Returned()
        return outcome(records) if callable(outcome) else outcome

    def process_batch(self, text, **limits):
        process_batch([record(number) for number in text], RetryPolicy(**limits), self.effects)


class ProcessBatchTest(unittest.TestCase):
    def test_a_successful_batch_is_invoked_once(self):
        function = Function()
        function.process_batch("1234")
        self.assertEqual(function.batches, ["1234"])

    def test_a_failed_batch_is_retried_whole_with_a_growing_delay(self):
        function = Function(Failed(), Failed())
        function.process_batch("1234")
        self.assertEqual(function.batches, ["1234", "1234", "1234"])
        self.assertEqual(function.waits, [1, 2])

    def test_bisection_and_partial_responses_follow_the_table_that_the_simulation_reads_too(self):
        for case in CASES:
            with self.subTest(case["name"]):
                function = Function(*map(outcome_of, case["outcomes"]))
                function.process_batch(
                    case["records"], bisect_on_error=True, max_retry_attempts=case["maxRetryAttempts"]
                )
                self.assertEqual(function.batches, case["batches"])
                discarded = "".join(numbers(each.records) for each in function.discarded)
                self.assertEqual(list(discarded), case["discarded"])

    def test_a_batch_without_retries_left_is_discarded_with_the_number_of_attempts(self):
        function = Function(Failed(), Failed(), Failed())
        function.process_batch("12", max_retry_attempts=2)
        self.assertEqual(function.discarded, [Discarded([record(1), record(2)], RETRY_ATTEMPTS_EXHAUSTED, 3)])

    def test_a_throttle_spends_no_retry_attempt(self):
        function = Function(Throttled(), Throttled())
        function.process_batch("123", max_retry_attempts=0)
        self.assertEqual(function.batches, ["123", "123", "123"])
        self.assertEqual(function.discarded, [])

    def test_records_above_the_maximum_age_are_discarded_and_the_others_processed(self):
        function = Function(now=100.0)
        process_batch([record(1, 39.0), record(2, 40.0)], RetryPolicy(max_age_seconds=60), function.effects)
        self.assertEqual(function.discarded, [Discarded([record(1, 39.0)], MAX_RECORD_AGE_EXCEEDED, 0)])
        self.assertEqual(function.batches, ["2"])

    def test_a_failure_with_an_unknown_sequence_number_fails_the_whole_batch(self):
        self.assertEqual(numbers(unprocessed_records([record(1), record(2)], Returned(frozenset(["9"])))), "12")


class ParseBatchItemFailuresTest(unittest.TestCase):
    def test_a_response_without_failures_is_a_success(self):
        for answer in [None, {}, {"batchItemFailures": None}, {"batchItemFailures": []}]:
            with self.subTest(answer=answer):
                self.assertEqual(parse_batch_item_failures(answer), frozenset())

    def test_a_response_with_failures_gives_their_sequence_numbers(self):
        answer = {"batchItemFailures": [{"itemIdentifier": "1"}, {"itemIdentifier": "3"}]}
        self.assertEqual(parse_batch_item_failures(answer), frozenset("13"))

    def test_a_malformed_response_is_a_failure(self):
        bad_items = [[{}], [{"itemIdentifier": ""}], [{"itemIdentifier": None}], ["1"], "1"]
        for answer in ["text", [], 1, *({"batchItemFailures": bad} for bad in bad_items)]:
            with self.subTest(answer=answer):
                self.assertIsNone(parse_batch_item_failures(answer))


if __name__ == "__main__":
    unittest.main()
