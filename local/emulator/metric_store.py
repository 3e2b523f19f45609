"""No value of a metric is lost to another thread.

MiniStack makes the list of a new metric, and with every request replaces each list by one without old values, while
invocations that end at the same moment add to the lists they found: what they add to a list already replaced is gone.
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
