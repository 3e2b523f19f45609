"""Prevents the loss of metric values when several threads record them.

MiniStack creates the list of a new metric, and on every request replaces each list by one without old values.
Concurrent invocations may append to the old list, and that value is lost.
"""

import threading
from collections.abc import Callable
from typing import Any

from ministack.services import cloudwatch

_lock = threading.RLock()


def install() -> None:
    cloudwatch.record_metric = _synchronized(cloudwatch.record_metric)
    cloudwatch._evict_old_metrics = _synchronized(cloudwatch._evict_old_metrics)


def _synchronized(function: Callable[..., Any]) -> Callable[..., Any]:
    def synchronized(*args: Any, **kwargs: Any) -> Any:
        with _lock:
            return function(*args, **kwargs)

    return synchronized
