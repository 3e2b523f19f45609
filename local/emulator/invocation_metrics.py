"""The AWS/Lambda metrics of every invocation.

MiniStack counts only synchronous invocations, not those by a subscription. Source: AWS Lambda Developer Guide,
"Types of metrics for Lambda functions".
"""

import time
from typing import Any

from ministack.services import cloudwatch, lambda_svc

_NAMESPACE = "AWS/Lambda"


def install() -> None:
    dispatch = lambda_svc._execute_function_dispatch

    def dispatch_with_metrics(func: Any, config: dict[str, Any], event: Any, request_id: str, started: float) -> Any:
        result = dispatch(func, config, event, request_id, started)
        _record(
            config.get("FunctionName", ""),
            ("Invocations", 1, "Count"),
            ("Errors", 1 if result.get("error") else 0, "Count"),
            ("Throttles", 0, "Count"),
            ("Duration", (time.time() - started) * 1000, "Milliseconds"),
        )
        return result

    lambda_svc._execute_function_dispatch = dispatch_with_metrics
    lambda_svc._emit_lambda_metrics = _count_throttle


def _count_throttle(function_name: str, duration_ms: float, error: bool, throttle: bool) -> None:
    """Replaces MiniStack's own counting. Only a throttled attempt has no duration; the dispatch records all others."""
    if throttle and duration_ms == 0:
        _record(function_name, ("Throttles", 1, "Count"))


def _record(function_name: str, *metrics: tuple[str, float, str]) -> None:
    for name, value, unit in metrics:
        cloudwatch.record_metric(_NAMESPACE, name, value, unit, {"FunctionName": function_name})
    cloudwatch._evaluate_all_alarms()
