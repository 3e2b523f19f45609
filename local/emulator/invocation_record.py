"""The invocation record that Lambda writes when it discards a batch of a stream, and its object key in an S3
destination.

Source: AWS Lambda Developer Guide, "Retain discarded batch records for a Kinesis Data Streams event source in
Lambda", example invocation records and S3 destinations.
"""

import datetime
import json
import uuid
from typing import Any

from stream_batches import Discarded


def object_key(mapping_id: str, shard_id: str, at: datetime.datetime) -> str:
    """`aws/lambda/<mapping>/<shard>/2026/03/01/2026-03-01T12.00.00-<uuid>`"""
    return f"aws/lambda/{mapping_id}/{shard_id}/{at:%Y/%m/%d}/{at:%Y-%m-%dT%H.%M.%S}-{uuid.uuid4()}"


def invocation_record(
    discarded: Discarded, *, function_arn: str, stream_arn: str, shard_id: str, at: datetime.datetime
) -> dict[str, Any]:
    """The discarded records and the reason."""
    first, last = discarded.records[0]["kinesis"], discarded.records[-1]["kinesis"]
    return {
        "requestContext": {
            "requestId": str(uuid.uuid4()),
            "functionArn": function_arn,
            "condition": discarded.condition,
            "approximateInvokeCount": discarded.invocations,
        },
        "responseContext": {"statusCode": 200, "executedVersion": "$LATEST", "functionError": "Unhandled"},
        "version": "1.0",
        "timestamp": _format_timestamp(at),
        "KinesisBatchInfo": {
            "shardId": shard_id,
            "startSequenceNumber": first["sequenceNumber"],
            "endSequenceNumber": last["sequenceNumber"],
            "approximateArrivalOfFirstRecord": _arrival_timestamp(first),
            "approximateArrivalOfLastRecord": _arrival_timestamp(last),
            "batchSize": len(discarded.records),
            "streamArn": stream_arn,
        },
    }


def with_payload(record: dict[str, Any], discarded: Discarded) -> dict[str, Any]:
    """The record for an S3 destination, which also contains the event as text."""
    return {**record, "payload": json.dumps({"Records": discarded.records})}


def _arrival_timestamp(kinesis: dict[str, Any]) -> str:
    return _format_timestamp(datetime.datetime.fromtimestamp(kinesis["approximateArrivalTimestamp"], datetime.timezone.utc))


def _format_timestamp(at: datetime.datetime) -> str:
    return f"{at:%Y-%m-%dT%H:%M:%S}.{at.microsecond // 1000:03d}Z"
