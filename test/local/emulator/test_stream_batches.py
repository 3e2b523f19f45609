"""How the records of a shard are worked through, by the rules of the AWS Lambda Developer Guide."""

import unittest

from stream_batches import (
    RETRIES_EXHAUSTED,
    TOO_OLD,
    Answered,
    Discarded,
    Failed,
    Limits,
    Steps,
    Throttled,
    failures_in,
    remaining,
    work_through,
)


def record(number, arrival=0.0):
    return {"kinesis": {"sequenceNumber": str(number), "approximateArrivalTimestamp": arrival}}


def numbers(records):
    return "".join(record["kinesis"]["sequenceNumber"] for record in records)


class Function:
    """Answers by a script, or by what it was handed; then it takes everything."""

    def __init__(self, *script, now=0.0):
        self.script = list(script)
        self.handed, self.discarded, self.waits = [], [], []
        self.steps = Steps(
            invoke=self.invoke, discard=self.discarded.append, wait=self.waits.append, now=lambda: now
        )

    def invoke(self, records):
        self.handed.append(numbers(records))
        outcome = self.script.pop(0) if len(self.script) > 0 else Answered()
        return outcome(records) if callable(outcome) else outcome

    def work_through(self, text, **limits):
        work_through([record(number) for number in text], Limits(**limits), self.steps)


class WorkThroughTest(unittest.TestCase):
    def test_what_the_function_takes_is_handed_over_once(self):
        function = Function()
        function.work_through("1234")
        self.assertEqual(function.handed, ["1234"])

    def test_a_failed_batch_comes_again_whole_after_a_wait_that_grows(self):
        function = Function(Failed(), Failed())
        function.work_through("1234")
        self.assertEqual(function.handed, ["1234", "1234", "1234"])
        self.assertEqual(function.waits, [1, 2])

    def test_the_records_from_the_lowest_failure_on_come_again(self):
        function = Function(Answered(frozenset("43")))
        function.work_through("12345")
        self.assertEqual(function.handed, ["12345", "345"])

    def test_a_batch_that_fails_is_halved_until_the_bad_record_is_alone(self):
        function = Function(*[lambda records: Failed() if "3" in numbers(records) else Answered()] * 9)
        function.work_through("12345678", bisects=True, retries=1)
        self.assertEqual(function.handed, ["12345678", "1234", "12", "34", "3", "3", "4", "5678"])
        self.assertEqual([numbers(each.records) for each in function.discarded], ["3"])

    def test_what_failed_too_often_is_discarded_with_the_number_of_attempts(self):
        function = Function(Failed(), Failed(), Failed())
        function.work_through("12", retries=2)
        self.assertEqual(function.discarded, [Discarded([record(1), record(2)], RETRIES_EXHAUSTED, 3)])

    def test_neither_a_throttle_nor_progress_is_an_attempt(self):
        function = Function(Throttled(), Throttled(), Answered(frozenset("2")), Answered(frozenset("3")))
        function.work_through("123", retries=0)
        self.assertEqual(function.handed, ["123", "123", "123", "23", "3"])
        self.assertEqual(function.discarded, [])

    def test_what_is_too_old_is_discarded_and_the_rest_handed_over(self):
        function = Function(now=100.0)
        work_through([record(1, 39.0), record(2, 40.0)], Limits(max_age_seconds=60), function.steps)
        self.assertEqual(function.discarded, [Discarded([record(1, 39.0)], TOO_OLD, 0)])
        self.assertEqual(function.handed, ["2"])

    def test_failures_that_name_a_record_of_another_batch_are_those_of_the_whole(self):
        self.assertEqual(numbers(remaining([record(1), record(2)], Answered(frozenset(["9"])))), "12")


class FailuresInTest(unittest.TestCase):
    def test_an_answer_without_failures_is_a_success(self):
        for answer in [None, {}, {"batchItemFailures": None}, {"batchItemFailures": []}]:
            with self.subTest(answer=answer):
                self.assertEqual(failures_in(answer), frozenset())

    def test_the_named_records_failed(self):
        answer = {"batchItemFailures": [{"itemIdentifier": "1"}, {"itemIdentifier": "3"}]}
        self.assertEqual(failures_in(answer), frozenset("13"))

    def test_an_answer_of_another_shape_is_a_failure(self):
        bad_items = [[{}], [{"itemIdentifier": ""}], [{"itemIdentifier": None}], ["1"], "1"]
        for answer in ["text", [], 1, *({"batchItemFailures": bad} for bad in bad_items)]:
            with self.subTest(answer=answer):
                self.assertIsNone(failures_in(answer))


if __name__ == "__main__":
    unittest.main()
