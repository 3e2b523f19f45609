"""The metrics of log groups, metric filters and the embedded metric format: converts log events to CloudWatch metrics,
which alarms then evaluate.

Sources: Amazon CloudWatch Logs User Guide, "Creating metrics from log events using filters" and "Monitoring usage with
CloudWatch metrics"; Amazon CloudWatch User Guide, "Specification: Embedded metric format".
"""

import json
from collections.abc import Iterable
from typing import Any, NamedTuple

from ministack.services import cloudwatch, cloudwatch_logs

from filter_pattern import compile_filter_pattern, select


class MetricDatum(NamedTuple):
    """One value of one metric. The fields are in the order of MiniStack's `record_metric`."""

    namespace: str
    name: str
    value: float
    unit: str
    dimensions: dict[str, str]


def record_metrics(group_name: str, messages: list[str]) -> None:
    """Records the metrics of new messages: their size and number, those of metric filters, and embedded metrics."""
    group = {"LogGroupName": group_name}
    size = float(sum(len(message.encode()) for message in messages))
    cloudwatch.record_metric("AWS/Logs", "IncomingBytes", size, "Bytes", group)
    cloudwatch.record_metric("AWS/Logs", "IncomingLogEvents", float(len(messages)), "None", group)
    filters = [filter for filter in cloudwatch_logs._metric_filters.values() if filter["logGroupName"] == group_name]
    data = [
        datum
        for message in messages
        for datum in [*(datum for filter in filters for datum in metric_filter_data(filter, message)), *embedded_metric_data(message)]
    ]
    for datum in data:
        cloudwatch.record_metric(*datum)
    if data:
        cloudwatch._evaluate_all_alarms()


def metric_filter_data(metric_filter: dict[str, Any], message: str) -> Iterable[MetricDatum]:
    """The values that a metric filter extracts from a message."""
    if not compile_filter_pattern(metric_filter.get("filterPattern") or "")(message):
        return
    event = _parse(message)
    for transformation in metric_filter.get("metricTransformations", []):
        value = _resolve(event, str(transformation.get("metricValue", "1")))
        if value is None:
            continue
        yield MetricDatum(
            transformation["metricNamespace"],
            transformation["metricName"],
            value,
            transformation.get("unit") or "None",
            {
                name: str(values[0])
                for name, selector in (transformation.get("dimensions") or {}).items()
                if (values := select(event, selector))
            },
        )


def embedded_metric_data(message: str) -> Iterable[MetricDatum]:
    """The metrics of a message in the embedded metric format."""
    if '"_aws"' not in message:
        return
    event = _parse(message)
    metadata = event.get("_aws")
    for directive in metadata.get("CloudWatchMetrics", []) if isinstance(metadata, dict) else []:
        for metric in directive.get("Metrics", []):
            values = event.get(metric["Name"])
            for dimensions in directive.get("Dimensions") or [[]]:
                for value in values if isinstance(values, list) else [values]:
                    if isinstance(value, int | float):
                        yield MetricDatum(
                            directive["Namespace"],
                            metric["Name"],
                            float(value),
                            metric.get("Unit", "None"),
                            {name: str(event.get(name)) for name in dimensions},
                        )


def _resolve(event: dict[str, Any], metric_value: str) -> float | None:
    """The value of a metric, from a number or a selector; None if the event does not contain it."""
    found = select(event, metric_value) if metric_value.startswith("$") else [metric_value]
    try:
        return float(found[0])
    except (IndexError, TypeError, ValueError):
        return None


def _parse(message: str) -> dict[str, Any]:
    try:
        event = json.loads(message)
    except ValueError:
        return {}
    return event if isinstance(event, dict) else {}
