"""Asynchronous invocation, as in the AWS Lambda Developer Guide."""

import json
import unittest

from patched_ministack import FAILED, THROTTLED, Function, wait_until
from ministack.services import lambda_svc, sns, sqs

EVENT = {"awslogs": {"data": "…"}}
QUEUE = "arn:aws:sqs:us-east-1:000000000000:failures"


class AsynchronousInvocationTest(unittest.TestCase):
    def setUp(self):
        sqs._HANDLERS["CreateQueue"]({"QueueName": "failures"}, "")
        self.queue = sqs._queue_by_arn(QUEUE)
        self.queue["messages"].clear()

    def invoke(self, function, attempts):
        record = lambda_svc._functions["forwarder"]
        record["event_invoke_config"] = {"DestinationConfig": {"OnFailure": {"Destination": QUEUE}}}
        lambda_svc.invoke_async_with_retry(record, EVENT)
        wait_until(lambda: len(function.events) == attempts)

    def test_a_throttled_event_is_retried_and_not_discarded(self):
        function = Function("forwarder", *[THROTTLED] * 9)
        self.invoke(function, attempts=10)
        self.assertEqual(len(function.events), 10)
        self.assertEqual(self.queue["messages"], [])

    def test_an_event_goes_to_the_on_failure_destination_after_three_failures(self):
        function = Function("forwarder", *[FAILED] * 3)
        self.invoke(function, attempts=3)
        wait_until(lambda: self.queue["messages"])
        self.assertEqual(len(function.events), 3)
        self.assertEqual(len(self.queue["messages"]), 1)

    def test_a_message_of_a_topic_is_retried_and_goes_to_the_on_failure_destination(self):
        function = Function("notifier", *[FAILED] * 3)
        record = lambda_svc._functions["notifier"]
        record["event_invoke_config"] = {"DestinationConfig": {"OnFailure": {"Destination": QUEUE}}}
        topic = "arn:aws:sns:us-east-1:000000000000:alarms"
        sns._deliver_to_lambda(record["config"]["FunctionArn"], json.dumps({"Message": "made up"}), topic, f"{topic}:1", "", "", {})
        wait_until(lambda: self.queue["messages"])
        self.assertEqual([event["Records"][0]["Sns"]["Message"] for event in function.events], ["made up"] * 3)
        failed = json.loads(self.queue["messages"][0]["body"])["requestPayload"]
        self.assertEqual(failed["Records"][0]["EventSubscriptionArn"], f"{topic}:1")


if __name__ == "__main__":
    unittest.main()
