"""Event source mappings of Kinesis data streams as Lambda has them: a reader for each shard, which no other waits for.

MiniStack reads all shards in one thread, takes an answer with failures for a success, and knows neither limits of
attempts nor destinations. How a batch is worked through stands in stream_batches.py.

Sources: AWS Lambda Developer Guide, "How Lambda processes records from stream and queue-based event sources" and
"Process Amazon Kinesis Data Streams records with Lambda".
"""

import base64
import datetime
import json
import time
import zlib
from typing import Any, NamedTuple

from ministack.core.concurrency import esm_wake, spawn_background
from ministack.core.responses import get_account_id, get_region
from ministack.services import kinesis, lambda_svc, s3

from failure_record import failure_record, object_key, with_payload
from role_rights import NoRight, require
from stream_batches import UNLIMITED, Answered, Discarded, Failed, Limits, Outcome, Steps, Throttled, failures_in, work_through

# An invocation takes 6 MB, as text. Source: AWS Lambda Developer Guide, "Lambda quotas".
_MAX_BATCH_CHARACTERS = 6 * 1024 * 1024
_DEFAULT_BATCH_SIZE = 100


class Lane(NamedTuple):
    """One of the readers of a shard: partition keys are spread over as many as the mapping wants side by side."""

    mapping: str
    shard: str
    number: int


# How far each lane has come, as an index of the shard's records; and which lanes are at work.
_positions: dict[Lane, int] = {}
_busy: set[Lane] = set()


def install() -> None:
    lambda_svc._poll_kinesis = poll


def poll() -> bool:
    """Sends every idle lane that has a batch to work. Returns whether there was one."""
    found = False
    for account, region, mapping in lambda_svc._iter_all_esms():
        arn = mapping.get("EventSourceArn", "")
        if not mapping.get("Enabled", True) or ":kinesis:" not in arn:
            continue
        account_token = lambda_svc._request_account_id.set(account)
        region_token = lambda_svc._request_region.set(region)
        try:
            stream = kinesis._streams.get(arn.partition(":stream/")[2])
            if stream is not None and stream["StreamStatus"] == "ACTIVE":
                found = _send_lanes(mapping, stream) or found
        finally:
            lambda_svc._request_account_id.reset(account_token)
            lambda_svc._request_region.reset(region_token)
    return found


def _send_lanes(mapping: dict[str, Any], stream: dict[str, Any]) -> bool:
    found = False
    for shard_id, shard in stream["shards"].items():
        for number in range(int(mapping.get("ParallelizationFactor") or 1)):
            lane = Lane(mapping["UUID"], shard_id, number)
            from_latest = mapping.get("StartingPosition") == "LATEST"
            position = _positions.setdefault(lane, len(shard["records"]) if from_latest else 0)
            if lane in _busy:
                continue
            batch, end = _next_batch(mapping, shard["records"], position, lane)
            if batch:
                _busy.add(lane)
                spawn_background(_work, mapping, lane, batch, end, thread_name=f"stream-reader-{shard_id}-{number}")
                found = True
    return found


def _next_batch(
    mapping: dict[str, Any], stored: list[dict[str, Any]], position: int, lane: Lane
) -> tuple[list[dict[str, Any]], int]:
    """The lane's next records and where they end; none while they are few and the newest of them may get company."""
    size = int(mapping.get("BatchSize") or _DEFAULT_BATCH_SIZE)
    factor = int(mapping.get("ParallelizationFactor") or 1)
    batch: list[dict[str, Any]] = []
    characters, end = 0, position
    for record in stored[position:]:
        if zlib.crc32(record["PartitionKey"].encode()) % factor == lane.number:
            data = _as_base64(record["Data"])
            if batch and (len(batch) == size or characters + len(data) > _MAX_BATCH_CHARACTERS):
                return batch, end
            batch.append(_event_record(mapping, lane.shard, record, data))
            characters += len(data)
        end += 1
    window = float(mapping.get("MaximumBatchingWindowInSeconds") or 0)
    waited = time.time() - batch[0]["kinesis"]["approximateArrivalTimestamp"] if batch else 0
    return (batch, end) if window == 0 or waited >= window or len(batch) == size else ([], position)


def _work(mapping: dict[str, Any], lane: Lane, batch: list[dict[str, Any]], end: int) -> None:
    try:
        work_through(
            batch,
            Limits(
                retries=int(mapping.get("MaximumRetryAttempts", UNLIMITED)),
                max_age_seconds=int(mapping.get("MaximumRecordAgeInSeconds", UNLIMITED)),
                bisects=bool(mapping.get("BisectBatchOnFunctionError")),
            ),
            Steps(
                invoke=lambda records: _invoke(mapping, records),
                discard=lambda discarded: _discard(mapping, lane.shard, discarded),
                wait=_wait,
                now=time.time,
            ),
        )
        _positions[lane] = end
    finally:
        _busy.discard(lane)
        esm_wake.set()


def _invoke(mapping: dict[str, Any], records: list[dict[str, Any]]) -> Outcome:
    if mapping["UUID"] not in lambda_svc._esms:
        return Answered()  # The mapping was deleted, and with it whoever would read on.
    function, _ = lambda_svc._get_func_record_for_qualifier(mapping["FunctionName"], mapping.get("Qualifier"))
    if function is None:
        return Throttled()
    result = lambda_svc._execute_function(function, {"Records": records})
    if result.get("throttle"):
        return Throttled()
    if result.get("error"):
        mapping["LastProcessingResult"] = "PROBLEM: Function call failed"
        return Failed()
    mapping["LastProcessingResult"] = "OK"
    if "ReportBatchItemFailures" not in (mapping.get("FunctionResponseTypes") or []):
        return Answered()
    return Answered(failures_in(_parsed(result.get("body"))))


def _discard(mapping: dict[str, Any], shard_id: str, discarded: Discarded) -> None:
    destination = ((mapping.get("DestinationConfig") or {}).get("OnFailure") or {}).get("Destination", "")
    lambda_svc.logger.warning(
        "%s: %d records are given up (%s) and go to %s",
        mapping["FunctionName"],
        len(discarded.records),
        discarded.condition,
        destination or "nowhere",
    )
    at = datetime.datetime.now(datetime.timezone.utc)
    record = failure_record(
        discarded,
        function_arn=mapping["FunctionArn"],
        stream_arn=mapping["EventSourceArn"],
        shard_id=shard_id,
        at=at,
    )
    if ":s3:::" not in destination:
        if destination:
            lambda_svc._route_async_failure(destination, mapping["FunctionName"], record, {})
        return
    function = lambda_svc._functions.get(mapping["FunctionName"]) or {}
    role = (function.get("config") or {}).get("Role", "")
    try:
        require(role, "s3:ListBucket", on=destination)
        key = object_key(mapping["UUID"], shard_id, at)
        require(role, "s3:PutObject", on=f"{destination}/{key}")
    except NoRight as error:
        lambda_svc.logger.error("records are lost: %s", error)
        return
    body = json.dumps(with_payload(record, discarded)).encode()
    status, _, answer = s3._put_object(destination.partition(":::")[2], key, body, {})
    if status >= 300:
        lambda_svc.logger.error("records are lost: S3 answered %d: %s", status, answer)


def _wait(failures: int) -> None:
    """As long as an asynchronous invocation waits here."""
    base = lambda_svc._LAMBDA_ASYNC_RETRY_BASE_SECONDS
    time.sleep(min(base * 2 ** min(failures - 1, 10), lambda_svc._LAMBDA_ASYNC_RETRY_MAX_SECONDS))


def _event_record(mapping: dict[str, Any], shard_id: str, record: dict[str, Any], data: str) -> dict[str, Any]:
    return {
        "kinesis": {
            "kinesisSchemaVersion": "1.0",
            "partitionKey": record["PartitionKey"],
            "sequenceNumber": record["SequenceNumber"],
            "data": data,
            "approximateArrivalTimestamp": record["ApproximateArrivalTimestamp"],
        },
        "eventSource": "aws:kinesis",
        "eventVersion": "1.0",
        "eventID": f"{shard_id}:{record['SequenceNumber']}",
        "eventName": "aws:kinesis:record",
        "invokeIdentityArn": f"arn:aws:iam::{get_account_id()}:role/lambda-role",
        "awsRegion": get_region(),
        "eventSourceARN": mapping["EventSourceArn"],
    }


def _as_base64(data: Any) -> str:
    return base64.b64encode(data).decode() if isinstance(data, bytes) else str(data)


def _parsed(body: Any) -> Any:
    try:
        return json.loads(body) if isinstance(body, str | bytes) else body
    except ValueError:
        return body
