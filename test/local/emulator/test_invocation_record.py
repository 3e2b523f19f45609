"""The invocation record of a discarded batch, with the examples of the AWS Lambda Developer Guide."""

import datetime
import json
import unittest

from invocation_record import invocation_record, object_key, with_payload
from stream_batches import Discarded

AT = datetime.datetime(2026, 3, 1, 12, 30, 5, 678_000, datetime.timezone.utc)
SHARD = "shardId-000000000000"
RECORDS = [
    {"kinesis": {"sequenceNumber": number, "approximateArrivalTimestamp": AT.timestamp(), "data": "e30="}}
    for number in ("100", "101")
]
DISCARDED = Discarded(RECORDS, "RetryAttemptsExhausted", 3)


class InvocationRecordTest(unittest.TestCase):
    def test_the_object_key_has_mapping_shard_and_time(self):
        key = object_key("mapping", SHARD, AT)
        self.assertRegex(key, rf"^aws/lambda/mapping/{SHARD}/2026/03/01/2026-03-01T12\.30\.05-[0-9a-f-]{{36}}$")

    def test_the_record_has_the_discarded_records_and_the_reason(self):
        record = invocation_record(DISCARDED, function_arn="function", stream_arn="stream", shard_id=SHARD, at=AT)
        self.assertEqual(record["requestContext"]["condition"], "RetryAttemptsExhausted")
        self.assertEqual(record["requestContext"]["approximateInvokeCount"], 3)
        self.assertEqual(
            record["KinesisBatchInfo"],
            {
                "shardId": SHARD,
                "startSequenceNumber": "100",
                "endSequenceNumber": "101",
                "approximateArrivalOfFirstRecord": "2026-03-01T12:30:05.678Z",
                "approximateArrivalOfLastRecord": "2026-03-01T12:30:05.678Z",
                "batchSize": 2,
                "streamArn": "stream",
            },
        )

    def test_the_payload_is_the_whole_event_as_text(self):
        payload = with_payload({}, DISCARDED)["payload"]
        self.assertEqual(json.loads(payload), {"Records": RECORDS})


if __name__ == "__main__":
    unittest.main()
