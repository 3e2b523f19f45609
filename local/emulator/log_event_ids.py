"""One id for each log event, wherever it is read, as in CloudWatch Logs: FilterLogEvents returns the id that the
subscriptions received.

MiniStack makes an id for FilterLogEvents when it stores an event, and passes the events to the subscriptions without it.

Source: Amazon CloudWatch Logs API Reference, "FilteredLogEvent"; User Guide, "Real-time processing of log data with
subscriptions".
"""

import threading
from typing import Any

from ministack.services import cloudwatch_logs

_stored = threading.local()


def install() -> None:
    store = cloudwatch_logs._append_log_events
    fan_out = cloudwatch_logs._fanout_to_subscription_filters

    def store_and_note(stream: dict[str, Any], events: list[dict[str, Any]]) -> None:
        store(stream, events)
        _stored.events = events

    def fan_out_stored(group_name: str, stream_name: str, events: list[dict[str, Any]]) -> None:
        # PutLogEvents stores its events and passes them on in one thread, in the same order.
        stored = getattr(_stored, "events", [])
        fan_out(group_name, stream_name, stored if len(stored) == len(events) else events)

    cloudwatch_logs._append_log_events = store_and_note
    cloudwatch_logs._fanout_to_subscription_filters = fan_out_stored
