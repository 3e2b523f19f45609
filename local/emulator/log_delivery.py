"""Subscriptions of log groups as CloudWatch Logs has them: an asynchronous invocation of a function, which Lambda
tries again and finally hands to the function's on-failure destination.

Source: Amazon CloudWatch Logs User Guide, "Log group-level subscription filters".
"""

import base64
import gzip
import json
import time
from typing import Any

from ministack.core.iam_evaluator import EvalContext, evaluate_resource_policy
from ministack.core.responses import error_response_json, get_account_id, get_region, new_uuid
from ministack.services import cloudwatch_logs, lambda_svc

from filter_pattern import FilterPatternError, compile_filter_pattern
from log_metrics import record_metrics


def install() -> None:
    cloudwatch_logs._compile_filter_pattern = lambda pattern: compile_filter_pattern(pattern or "")
    cloudwatch_logs._fanout_to_subscription_filters = deliver
    cloudwatch_logs._put_metric_filter = _checking(cloudwatch_logs._put_metric_filter)
    cloudwatch_logs._put_subscription_filter = _checking(cloudwatch_logs._put_subscription_filter, _may_invoke)


def deliver(group_name: str, stream_name: str, events: list[dict[str, Any]]) -> None:
    """Makes metrics of new events, and hands them to the subscribed functions. Never fails the one who put them."""
    try:
        group = cloudwatch_logs._log_groups.get(group_name)
        if group is None or not events:
            return
        record_metrics(group_name, [event.get("message", "") for event in events])
        for subscription in list(group["subscriptionFilters"].values()):
            matches = compile_filter_pattern(subscription.get("filterPattern") or "")
            matched = [event for event in events if matches(event.get("message", ""))]
            if matched:
                _invoke(subscription, group_name, stream_name, matched)
    except Exception:
        cloudwatch_logs.logger.exception("delivery of new events of %s", group_name)


def _invoke(subscription: dict[str, Any], group_name: str, stream_name: str, events: list[dict[str, Any]]) -> None:
    function = lambda_svc._functions.get(_function_name(subscription["destinationArn"]))
    if function is None:
        cloudwatch_logs.logger.warning("%s: no function %s", group_name, subscription["destinationArn"])
        return
    now_ms = int(time.time() * 1000)
    payload = {
        "messageType": "DATA_MESSAGE",
        "owner": get_account_id(),
        "logGroup": group_name,
        "logStream": stream_name,
        "subscriptionFilters": [subscription["filterName"]],
        "logEvents": [
            {
                "id": f"{event.get('timestamp', now_ms):020d}{new_uuid().replace('-', '')}",
                "timestamp": event.get("timestamp", now_ms),
                "message": event.get("message", ""),
            }
            for event in events
        ],
    }
    data = base64.b64encode(gzip.compress(json.dumps(payload).encode())).decode()
    lambda_svc.invoke_async_with_retry(function, {"awslogs": {"data": data}})


def _checking(put: Any, *checks: Any) -> Any:
    """Refuses what the service refuses, before it is put."""

    def checked(data: dict[str, Any]) -> Any:
        try:
            compile_filter_pattern(data.get("filterPattern") or "")
            for check in checks:
                check(data)
        except (FilterPatternError, PermissionError) as error:
            return error_response_json("InvalidParameterException", str(error), 400)
        return put(data)

    return checked


def _may_invoke(data: dict[str, Any]) -> None:
    """A subscription is accepted only if the function's own policy lets the log group invoke it."""
    function_arn = data.get("destinationArn", "")
    function = lambda_svc._functions.get(_function_name(function_arn))
    log_group_arn = f"arn:aws:logs:{get_region()}:{get_account_id()}:log-group:{data.get('logGroupName')}:*"
    call = EvalContext(
        principal_arn="*",
        principal_type="Service",
        principal_account="",
        action="lambda:InvokeFunction",
        resource_arn=function_arn,
        region=get_region(),
        service_context={"aws:sourcearn": log_group_arn, "aws:sourceaccount": get_account_id()},
    )
    policy = (function or {}).get("policy")
    if evaluate_resource_policy(policy, call, service="logs.amazonaws.com").decision != "Allow":
        raise PermissionError(
            "Could not execute the lambda function. Make sure you have given CloudWatch Logs permission to execute "
            f"your function: {function_arn} has no statement that lets logs.amazonaws.com invoke it for {log_group_arn}"
        )


def _function_name(function_arn: str) -> str:
    return function_arn.partition(":function:")[2].partition(":")[0]
