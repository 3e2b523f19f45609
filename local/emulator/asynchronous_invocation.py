"""Asynchronous invocations as Lambda queues them: a throttled event waits, and only an invocation that ran counts as an
attempt.

MiniStack counts a throttled invocation as a failed attempt, and discards an event that is throttled three times in a
row. It invokes the subscriber of an SNS topic only once, and discards a message that the function rejects.

Sources: AWS Lambda Developer Guide, "How Lambda handles errors and retries with asynchronous invocation" and "Invoking
Lambda functions with Amazon SNS notifications".
"""

import json
import time
from typing import Any

from ministack.core.concurrency import spawn_background
from ministack.services import lambda_svc, sns

# Lambda's own wait after a throttle grows from one second to five minutes, which is too long for an interactive run.
_THROTTLE_RETRY_SECONDS = 0.25
_DEFAULT_MAX_AGE_SECONDS = 21_600
_DEFAULT_RETRIES = 2


def install() -> None:
    lambda_svc.invoke_async_with_retry = invoke
    sns._deliver_to_lambda = _deliver_sns_message


def invoke(function: dict[str, Any], event: Any) -> None:
    """Returns at once. A background thread retries the event until the function succeeds or the event goes to the
    on-failure destination.
    """
    spawn_background(_process_event, function, event, thread_name="asynchronous-invocation")


def _deliver_sns_message(endpoint: str, envelope: str, topic_arn: str, subscription_arn: str, *_: Any) -> None:
    function, _config, name = lambda_svc._get_func_record_for_ref(endpoint)
    if not function:
        lambda_svc.logger.warning("%s: no function %s receives the message", topic_arn, name)
        return
    record = {
        "EventSource": "aws:sns",
        "EventVersion": "1.0",
        "EventSubscriptionArn": subscription_arn,
        "Sns": json.loads(envelope),
    }
    invoke(function, {"Records": [record]})


def _process_event(function: dict[str, Any], event: Any) -> None:
    config = function.get("config") or function
    name = config.get("FunctionName", "")
    settings = function.get("event_invoke_config") or (function.get("event_invoke_configs") or {}).get("$LATEST") or {}
    retries = settings.get("MaximumRetryAttempts")
    retries = _DEFAULT_RETRIES if retries is None else int(retries)
    expires_at = time.monotonic() + int(settings.get("MaximumEventAgeInSeconds") or _DEFAULT_MAX_AGE_SECONDS)

    for attempt in range(retries + 1):
        if attempt > 0:
            time.sleep(lambda_svc._LAMBDA_ASYNC_RETRY_BASE_SECONDS * attempt)
        result = _invoke_unless_throttled(function, event, expires_at)
        if result.get("log"):
            lambda_svc.logger.info("%s, attempt %d:\n%s", name, attempt + 1, result["log"])
        if not result.get("error"):
            return
        if time.monotonic() > expires_at:
            break

    destination = ((settings.get("DestinationConfig") or {}).get("OnFailure") or {}).get("Destination") or (
        config.get("DeadLetterConfig") or {}
    ).get("TargetArn")
    if destination:
        lambda_svc._route_async_failure(destination, name, event, result)
    else:
        lambda_svc.logger.warning("%s: an event is discarded, because the function has no on-failure destination", name)


def _invoke_unless_throttled(function: dict[str, Any], event: Any, expires_at: float) -> dict[str, Any]:
    """Invokes the function once, as soon as its concurrency allows."""
    while True:
        result = lambda_svc._execute_function(function, event)
        if not result.get("throttle") or time.monotonic() > expires_at:
            return result
        time.sleep(_THROTTLE_RETRY_SECONDS)
