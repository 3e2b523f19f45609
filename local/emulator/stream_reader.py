"""Event source mappings of Kinesis data streams, with an independent reader for each shard as in Lambda.

MiniStack reads all shards in one thread, treats a response with failures as a success, and implements neither retry
limits nor destinations. stream_batches.py processes a batch.

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

from invocation_record import invocation_record, object_key, with_payload
from role_permissions import AccessDenied, require_permission
from stream_batches import UNLIMITED, Returned, Discarded, Failed, RetryPolicy, Outcome, Effects, Throttled, parse_batch_item_failures, process_batch

# The payload limit of an invocation is 6 MB of text. Source: AWS Lambda Developer Guide, "Lambda quotas".
_MAX_BATCH_CHARACTERS = 6 * 1024 * 1024
_DEFAULT_BATCH_SIZE = 100


class ShardWorker(NamedTuple):
    """One of the concurrent readers of a shard: the partition keys are distributed over as many as the parallelization
    factor.
    """

    mapping: str
    shard: str
    number: int


# The checkpoint of each worker, an index of the shard's records; and the busy workers.
_checkpoints: dict[ShardWorker, int] = {}
_busy_workers: set[ShardWorker] = set()


def install() -> None:
    lambda_svc._poll_kinesis = poll


def poll() -> bool:
    """Starts every idle worker that has a batch. Returns whether there was one."""
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
                found = _start_workers(mapping, stream) or found
        finally:
            lambda_svc._request_account_id.reset(account_token)
            lambda_svc._request_region.reset(region_token)
    return found


def _start_workers(mapping: dict[str, Any], stream: dict[str, Any]) -> bool:
    found = False
    for shard_id, shard in stream["shards"].items():
        for number in range(int(mapping.get("ParallelizationFactor") or 1)):
            worker = ShardWorker(mapping["UUID"], shard_id, number)
            from_latest = mapping.get("StartingPosition") == "LATEST"
            position = _checkpoints.setdefault(worker, len(shard["records"]) if from_latest else 0)
            if worker in _busy_workers:
                continue
            batch, end = _next_batch(mapping, shard["records"], position, worker)
            if batch:
                _busy_workers.add(worker)
                spawn_background(_process, mapping, worker, batch, end, thread_name=f"stream-reader-{shard_id}-{number}")
                found = True
    return found


def _next_batch(
    mapping: dict[str, Any], shard_records: list[dict[str, Any]], position: int, worker: ShardWorker
) -> tuple[list[dict[str, Any]], int]:
    """The worker's next batch and its end. The batch is empty while it is smaller than the batch size and its batching
    window has not passed.
    """
    size = int(mapping.get("BatchSize") or _DEFAULT_BATCH_SIZE)
    factor = int(mapping.get("ParallelizationFactor") or 1)
    batch: list[dict[str, Any]] = []
    characters, end = 0, position
    for record in shard_records[position:]:
        if zlib.crc32(record["PartitionKey"].encode()) % factor == worker.number:
            data = _as_base64(record["Data"])
            if batch and (len(batch) == size or characters + len(data) > _MAX_BATCH_CHARACTERS):
                return batch, end
            batch.append(_event_record(mapping, worker.shard, record, data))
            characters += len(data)
        end += 1
    batching_window = float(mapping.get("MaximumBatchingWindowInSeconds") or 0)
    waited = time.time() - batch[0]["kinesis"]["approximateArrivalTimestamp"] if batch else 0
    return (batch, end) if batching_window == 0 or waited >= batching_window or len(batch) == size else ([], position)


def _process(mapping: dict[str, Any], worker: ShardWorker, batch: list[dict[str, Any]], end: int) -> None:
    try:
        process_batch(
            batch,
            RetryPolicy(
                max_retry_attempts=int(mapping.get("MaximumRetryAttempts", UNLIMITED)),
                max_age_seconds=int(mapping.get("MaximumRecordAgeInSeconds", UNLIMITED)),
                bisect_on_error=bool(mapping.get("BisectBatchOnFunctionError")),
            ),
            Effects(
                invoke=lambda records: _invoke(mapping, records),
                discard=lambda discarded: _send_to_on_failure_destination(mapping, worker.shard, discarded),
                wait=_back_off,
                now=time.time,
            ),
        )
        _checkpoints[worker] = end
    finally:
        _busy_workers.discard(worker)
        esm_wake.set()


def _invoke(mapping: dict[str, Any], records: list[dict[str, Any]]) -> Outcome:
    if mapping["UUID"] not in lambda_svc._esms:
        return Returned()  # The mapping was deleted.
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
        return Returned()
    return Returned(parse_batch_item_failures(_parse_json(result.get("body"))))


def _send_to_on_failure_destination(mapping: dict[str, Any], shard_id: str, discarded: Discarded) -> None:
    destination = ((mapping.get("DestinationConfig") or {}).get("OnFailure") or {}).get("Destination", "")
    lambda_svc.logger.warning(
        "%s: %d records are discarded (%s), destination: %s",
        mapping["FunctionName"],
        len(discarded.records),
        discarded.condition,
        destination or "none",
    )
    at = datetime.datetime.now(datetime.timezone.utc)
    record = invocation_record(
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
        require_permission(role, "s3:ListBucket", on=destination)
        key = object_key(mapping["UUID"], shard_id, at)
        require_permission(role, "s3:PutObject", on=f"{destination}/{key}")
    except AccessDenied as error:
        lambda_svc.logger.error("records are lost: %s", error)
        return
    body = json.dumps(with_payload(record, discarded)).encode()
    status, _, answer = s3._put_object(destination.partition(":::")[2], key, body, {})
    if status >= 300:
        lambda_svc.logger.error("records are lost: S3 answered %d: %s", status, answer)


def _back_off(failures: int) -> None:
    """Waits as long as a failed asynchronous invocation."""
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


def _parse_json(body: Any) -> Any:
    try:
        return json.loads(body) if isinstance(body, str | bytes) else body
    except ValueError:
        return body
