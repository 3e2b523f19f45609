"""Subscription filters as in CloudWatch Logs. The destination is a function, which is invoked asynchronously with
retries and an on-failure destination, or a Kinesis data stream.

Source: Amazon CloudWatch Logs User Guide, "Log group-level subscription filters".
"""

import base64
import gzip
import json
import time
from typing import Any

from ministack.core.iam_evaluator import EvalContext, evaluate_resource_policy
from ministack.core.responses import error_response_json, get_account_id, get_region, new_uuid
from ministack.services import cloudwatch_logs, kinesis, lambda_svc

from filter_pattern import FilterPatternError, compile_filter_pattern
from log_metrics import record_metrics
from role_permissions import require_permission, require_trust_policy


def install() -> None:
    cloudwatch_logs._compile_filter_pattern = lambda pattern: compile_filter_pattern(pattern or "")
    cloudwatch_logs._fanout_to_subscription_filters = deliver
    cloudwatch_logs._put_metric_filter = _with_validation(cloudwatch_logs._put_metric_filter)
    cloudwatch_logs._put_subscription_filter = _with_control_message(
        _with_validation(cloudwatch_logs._put_subscription_filter, _check_delivery_permission)
    )


def deliver(group_name: str, stream_name: str, events: list[dict[str, Any]]) -> None:
    """Records the metrics of new events and sends the events to the subscribed destinations. Never raises an error to
    the caller of PutLogEvents.
    """
    try:
        group = cloudwatch_logs._log_groups.get(group_name)
        if group is None or not events:
            return
        record_metrics(group_name, [event.get("message", "") for event in events])
        for subscription in list(group["subscriptionFilters"].values()):
            matches = compile_filter_pattern(subscription.get("filterPattern") or "")
            matched = [event for event in events if matches(event.get("message", ""))]
            if matched:
                _send_to_destination(subscription, _data_message(subscription, group_name, stream_name, matched))
    except Exception:
        cloudwatch_logs.logger.exception("delivery of new events of %s", group_name)


def _data_message(
    subscription: dict[str, Any], group_name: str, stream_name: str, events: list[dict[str, Any]]
) -> dict[str, Any]:
    now_ms = int(time.time() * 1000)
    return {
        "messageType": "DATA_MESSAGE",
        "owner": get_account_id(),
        "logGroup": group_name,
        "logStream": stream_name,
        "subscriptionFilters": [subscription["filterName"]],
        "logEvents": [
            {
                "id": event.get("eventId") or new_uuid(),
                "timestamp": event.get("timestamp", now_ms),
                "message": event.get("message", ""),
            }
            for event in events
        ],
    }


def _send_to_destination(subscription: dict[str, Any], message: dict[str, Any]) -> None:
    payload = base64.b64encode(gzip.compress(json.dumps(message).encode())).decode()
    destination = subscription["destinationArn"]
    if _is_stream(destination):
        # "By default, log data is grouped by log stream"; Random distributes it instead. A control message has no log stream.
        key = (message["logStream"] if subscription["distribution"] == "ByLogStream" else "") or new_uuid()
        record = {"StreamName": destination.partition(":stream/")[2], "PartitionKey": key, "Data": payload}
        status, _, answer = kinesis._put_record(record)
        if status >= 300:
            cloudwatch_logs.logger.error("%s: Kinesis answered %d: %s", message["logGroup"], status, answer)
        return
    function = lambda_svc._functions.get(_function_name(destination))
    if function is None:
        cloudwatch_logs.logger.warning("%s: no function %s", message["logGroup"], destination)
        return
    lambda_svc.invoke_async_with_retry(function, {"awslogs": {"data": payload}})


def _with_control_message(put: Any) -> Any:
    """Sends the control message to a Kinesis data stream, with which CloudWatch Logs tests a new subscription."""

    def put_and_test(data: dict[str, Any]) -> Any:
        answer = put(data)
        if answer[0] < 300 and _is_stream(data.get("destinationArn", "")):
            subscription = cloudwatch_logs._log_groups[data["logGroupName"]]["subscriptionFilters"][data["filterName"]]
            text = "CWL CONTROL MESSAGE: Checking health of destination Kinesis stream."
            event = {"id": "", "timestamp": int(time.time() * 1000), "message": text}
            message = {"messageType": "CONTROL_MESSAGE", "owner": "CloudwatchLogs", "logGroup": "", "logStream": ""}
            _send_to_destination(subscription, {**message, "subscriptionFilters": [], "logEvents": [event]})
        return answer

    return put_and_test


def _with_validation(put: Any, *checks: Any) -> Any:
    """Rejects an invalid filter as CloudWatch Logs does."""

    def validate_and_put(data: dict[str, Any]) -> Any:
        try:
            compile_filter_pattern(data.get("filterPattern") or "")
            for check in checks:
                check(data)
        except (FilterPatternError, PermissionError) as error:
            return error_response_json("InvalidParameterException", str(error), 400)
        return put(data)

    return validate_and_put


def _check_delivery_permission(data: dict[str, Any]) -> None:
    """Accepts a subscription only if CloudWatch Logs may send to its destination."""
    log_group_arn = f"arn:aws:logs:{get_region()}:{get_account_id()}:log-group:{data.get('logGroupName')}:*"
    destination, role = data.get("destinationArn", ""), data.get("roleArn", "")
    if _is_stream(destination):
        require_trust_policy(role, "logs.amazonaws.com", {"aws:sourcearn": log_group_arn, "aws:sourceaccount": get_account_id()})
        require_permission(role, "kinesis:PutRecord", on=destination)
    else:
        _check_invoke_permission(destination, log_group_arn)


def _check_invoke_permission(function_arn: str, log_group_arn: str) -> None:
    """Requires that the function's resource policy lets the log group invoke it."""
    function = lambda_svc._functions.get(_function_name(function_arn))
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


def _is_stream(arn: str) -> bool:
    return ":kinesis:" in arn
