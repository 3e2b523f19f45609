"""Subscriptions that deliver through a Kinesis data stream to a function, and its discarded batches."""

import base64
import gzip
import json
import unittest

import stream_reader
from patched_ministack import FAILED, THROTTLED, Function, wait_until
from ministack.services import cloudwatch_logs, iam, kinesis, lambda_svc, s3
from ministack.services.cloudformation import provisioners

STREAM = "arn:aws:kinesis:us-east-1:000000000000:stream/events"
GROUP = "/inventorysync/local/audit"
ROLE = "arn:aws:iam::000000000000:role/"


def allow(name, *statements, trusts="lambda.amazonaws.com"):
    trust = {"Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Service": trusts}}]}
    allowed = [{"Effect": "Allow", "Action": action, "Resource": resource} for action, resource in statements]
    iam._roles[name] = {
        "AssumeRolePolicyDocument": json.dumps(trust),
        "InlinePolicies": {"all": json.dumps({"Statement": allowed})},
        "AttachedPolicies": [],
    }


class StreamReaderTest(unittest.TestCase):
    def setUp(self):
        lambda_svc._esms.clear()
        stream_reader._checkpoints.clear()
        provisioners._kinesis_stream_create("Stream", {"Name": "events"}, "stack")
        self.addCleanup(provisioners._kinesis_stream_delete, "events", {})
        s3._buckets["discards"] = {"created": "", "objects": {}, "region": "us-east-1"}
        allow("reader", ("s3:ListBucket", "arn:aws:s3:::discards"), ("s3:PutObject", "arn:aws:s3:::discards/aws/lambda/*"))

    def put(self, *texts):
        for text in texts:
            data = base64.b64encode(text.encode()).decode()
            kinesis._put_record({"StreamName": "events", "PartitionKey": "key", "Data": data})

    def read(self, function, **mapping):
        """Reads until the stream has no unread records. Returns the texts of each invocation."""
        lambda_svc._esms["mapping"] = {
            "UUID": "mapping",
            "EventSourceArn": STREAM,
            "FunctionName": "forwarder",
            "FunctionArn": "arn:function",
            "FunctionResponseTypes": ["ReportBatchItemFailures"],
            "BatchSize": 10,
            **mapping,
        }
        wait_until(lambda: not stream_reader._busy_workers and not stream_reader.poll())
        return ["".join(self.texts(event)) for event in function.events]

    def texts(self, event):
        return [base64.b64decode(record["kinesis"]["data"]).decode() for record in event["Records"]]

    def numbers(self):
        (shard,) = kinesis._streams["events"]["shards"].values()
        return [record["SequenceNumber"] for record in shard["records"]]

    def test_records_are_read_once_in_batches_from_the_oldest(self):
        function = Function("forwarder")
        self.put("a", "b", "c")
        self.assertEqual(self.read(function, StartingPosition="TRIM_HORIZON", BatchSize=2), ["ab", "c"])
        self.put("d")
        self.assertEqual(self.read(function, StartingPosition="TRIM_HORIZON"), ["ab", "c", "d"])

    def test_a_partial_batch_response_retries_the_records_from_the_failed_one(self):
        self.put("a", "b", "c")
        answer = {"body": {"batchItemFailures": [{"itemIdentifier": self.numbers()[1]}]}}
        self.assertEqual(self.read(Function("forwarder", THROTTLED, answer)), ["abc", "abc", "bc"])

    def test_a_discarded_batch_is_stored_whole_in_the_bucket(self):
        self.put("a", "b")
        destination = {"OnFailure": {"Destination": "arn:aws:s3:::discards"}}
        function = Function("forwarder", *[FAILED] * 2, role=f"{ROLE}reader")
        self.read(function, MaximumRetryAttempts=1, DestinationConfig=destination)
        ((key, stored),) = s3._buckets["discards"]["objects"].items()
        self.assertTrue(key.startswith("aws/lambda/mapping/shardId-000000000000/"))
        record = json.loads(stored["body"])
        self.assertEqual(record["requestContext"]["condition"], "RetryAttemptsExhausted")
        self.assertEqual(self.texts(json.loads(record["payload"])), ["a", "b"])

    def test_a_batch_waits_for_records_no_longer_than_the_batching_window(self):
        function = Function("forwarder")
        self.put("a")
        self.assertEqual(self.read(function, MaximumBatchingWindowInSeconds=60), [])
        self.assertEqual(self.read(function, MaximumBatchingWindowInSeconds=0), ["a"])


class MappingTest(unittest.TestCase):
    READ_ACTIONS = [
        (f"kinesis:{action}", STREAM) for action in ("DescribeStream", "GetRecords", "GetShardIterator", "ListShards")
    ]

    def create(self):
        properties = {"EventSourceArn": STREAM, "FunctionName": "forwarder"}
        return provisioners._RESOURCE_HANDLERS["AWS::Lambda::EventSourceMapping"]["create"]("Records", properties, "stack")

    def test_a_mapping_requires_a_role_that_may_read_the_stream(self):
        Function("forwarder", role=f"{ROLE}reader")
        allow("reader", *self.READ_ACTIONS[1:])
        with self.assertRaisesRegex(PermissionError, "reader is not authorized to perform kinesis:DescribeStream"):
            self.create()
        allow("reader", *self.READ_ACTIONS)
        lambda_svc._ensure_poller = lambda: None
        mapping, _ = self.create()
        self.assertIn(mapping, lambda_svc._esms)


class SubscriptionTest(unittest.TestCase):
    def setUp(self):
        provisioners._kinesis_stream_create("Stream", {"Name": "events"}, "stack")
        cloudwatch_logs._create_log_group({"logGroupName": GROUP})
        self.addCleanup(cloudwatch_logs._delete_log_group, {"logGroupName": GROUP})
        self.addCleanup(provisioners._kinesis_stream_delete, "events", {})

    def subscribe(self):
        status, _, _ = cloudwatch_logs._put_subscription_filter(
            {"logGroupName": GROUP, "filterName": "all", "destinationArn": STREAM, "roleArn": f"{ROLE}writer"}
        )
        return status

    def messages(self):
        (shard,) = kinesis._streams["events"]["shards"].values()
        return [json.loads(gzip.decompress(base64.b64decode(record["Data"]))) for record in shard["records"]]

    def test_a_subscription_sends_a_control_message_and_then_events(self):
        allow("writer", ("kinesis:PutRecord", STREAM), trusts="logs.amazonaws.com")
        self.assertEqual(self.subscribe(), 200)
        cloudwatch_logs._fanout_to_subscription_filters(GROUP, "api", [{"timestamp": 1, "message": "line"}])
        control, data = self.messages()
        self.assertEqual(control["messageType"], "CONTROL_MESSAGE")
        self.assertEqual((data["logGroup"], data["logEvents"][0]["message"]), (GROUP, "line"))

    def test_a_role_without_write_permission_or_trust_in_the_service_is_rejected(self):
        allow("writer", trusts="logs.amazonaws.com")
        self.assertEqual(self.subscribe(), 400)
        allow("writer", ("kinesis:PutRecord", STREAM), trusts="lambda.amazonaws.com")
        self.assertEqual(self.subscribe(), 400)


if __name__ == "__main__":
    unittest.main()
