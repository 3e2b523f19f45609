"""Prevents the loss of messages when several threads use a queue.

MiniStack replaces the list of a queue's messages when it removes some. Services that send from their own threads,
such as S3 with its event notifications, may append to the old list, and that message is lost.
"""

import inspect
import threading
from collections.abc import Callable
from typing import Any

from ministack.services import lambda_svc, s3, sqs

_lock = threading.RLock()


def install() -> None:
    sqs._queues_lock = _lock
    s3._deliver_event_to_sqs = _synchronized(s3._deliver_event_to_sqs)
    lambda_svc._route_async_failure = _synchronized(lambda_svc._route_async_failure)
    for action, handler in sqs._HANDLERS.items():
        # A coroutine handler (long polling) runs in the thread of all requests, and must not block it with the lock.
        if not inspect.iscoroutinefunction(handler):
            sqs._HANDLERS[action] = _synchronized(handler)
    sqs._dlq_sweep = _synchronized(sqs._dlq_sweep)
    sqs._expire_retained = _synchronized(sqs._expire_retained)


def _synchronized(function: Callable[..., Any]) -> Callable[..., Any]:
    def synchronized(*args: Any, **kwargs: Any) -> Any:
        with _lock:
            return function(*args, **kwargs)

    return synchronized
