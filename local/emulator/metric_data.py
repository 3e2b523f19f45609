"""The metric values in log events: of metric filters, and of the embedded metric format.

Sources: Amazon CloudWatch Logs User Guide, "Creating metrics from log events using filters"; Amazon CloudWatch User
Guide, "Specification: Embedded metric format".
"""

import json
from collections.abc import Iterable
from typing import Any, NamedTuple

from filter_pattern import compile_filter_pattern, select


class MetricDatum(NamedTuple):
    """One value of one metric. The fields are in the order of MiniStack's `record_metric`."""

    namespace: str
    name: str
    value: float
    unit: str
    dimensions: dict[str, str]


def metric_filter_data(metric_filter: dict[str, Any], messages: list[str]) -> Iterable[MetricDatum]:
    """The values that a metric filter extracts from messages. If none matches, the default value, if it has one."""
    matches = compile_filter_pattern(metric_filter.get("filterPattern") or "")
    matching = [message for message in messages if matches(message)]
    for transformation in metric_filter.get("metricTransformations", []):
        for message in matching:
            yield from _extracted(transformation, _parse(message))
        default = transformation.get("defaultValue")
        if messages and not matching and default is not None:
            yield _datum(transformation, float(default), {})


def _extracted(transformation: dict[str, Any], event: dict[str, Any]) -> Iterable[MetricDatum]:
    value = _resolve(event, str(transformation.get("metricValue", "1")))
    if value is not None:
        selectors = transformation.get("dimensions") or {}
        dimensions = {name: str(values[0]) for name, selector in selectors.items() if (values := select(event, selector))}
        yield _datum(transformation, value, dimensions)


def _datum(transformation: dict[str, Any], value: float, dimensions: dict[str, str]) -> MetricDatum:
    return MetricDatum(
        transformation["metricNamespace"],
        transformation["metricName"],
        value,
        transformation.get("unit") or "None",
        dimensions,
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
