"""The action StartMessageMoveTask, which MiniStack lacks: it moves the messages of a dead-letter queue back to the queues
that they came from, or to another queue. It has finished when it answers.

Source: Amazon SQS API Reference, "StartMessageMoveTask".
"""

import json
import time
from typing import Any

from ministack.core.responses import new_uuid
from ministack.services import sqs


def install() -> None:
    sqs._HANDLERS["StartMessageMoveTask"] = start_message_move_task


def start_message_move_task(data: dict[str, Any], _queue_url: str = "") -> dict[str, str]:
    source = sqs._queue_by_arn(data.get("SourceArn", ""))
    if source is None:
        raise sqs._Err("ResourceNotFoundException", "The resource that you specified for the SourceArn parameter doesn't exist.")
    sources = _arns_of_queues_with_dead_letter_queue(data["SourceArn"])
    if not sources:
        raise sqs._Err("InvalidParameterValue", "Source queue must be configured as a Dead Letter Queue.")
    messages, source["messages"] = source["messages"], []
    for message in messages:
        original = message.get("sys", {}).get("DeadLetterQueueSourceArn", sources[0])
        destination = sqs._queue_by_arn(data.get("DestinationArn") or original)
        destination["messages"].append(_as_new(message))
    sqs.esm_wake.set()
    return {"TaskHandle": new_uuid()}


def _arns_of_queues_with_dead_letter_queue(arn: str) -> list[str]:
    attributes = [queue["attributes"] for queue in sqs._queues.values()]
    return [
        each["QueueArn"]
        for each in attributes
        if json.loads(each.get("RedrivePolicy") or "{}").get("deadLetterTargetArn") == arn
    ]


def _as_new(message: dict[str, Any]) -> dict[str, Any]:
    """SQS treats a moved message as new: with another id, and without receives."""
    now = time.time()
    attributes = {name: value for name, value in message.get("sys", {}).items() if name != "DeadLetterQueueSourceArn"}
    return {
        **message,
        "id": new_uuid(),
        "receipt_handle": None,
        "receive_count": 0,
        "first_receive_at": None,
        "sent_at": now,
        "visible_at": now,
        "sys": {**attributes, "SentTimestamp": str(int(now * 1000))},
    }
