"""Checks permissions on a log stream, and on all log streams of a log group, against the ARN that CloudWatch Logs uses.
MiniStack checks them against the ARN of the log group without a suffix, which no such policy matches.

Sources: Amazon CloudWatch Logs User Guide, "Overview of managing access permissions to your CloudWatch Logs resources";
Service Authorization Reference, "Actions, resources, and condition keys for Amazon CloudWatch Logs". For
CreateLogStream, it names the log group; CloudWatch Logs checks the log stream, as its error messages show.
"""

import json
from typing import Any

from ministack.core import iam_actions
from ministack.services import cloudwatch_logs

_ACTIONS = {"CreateLogStream", "DeleteLogStream", "GetLogEvents", "PutLogEvents"}
_ACTIONS_ON_ALL_STREAMS = {"DescribeMetricFilters", "FilterLogEvents"}

_ACTIONS_ON_QUERIES = {"StartQuery", "GetQueryResults"}


def install() -> None:
    extract_resource_arn = iam_actions.extract_resource_arn

    def with_log_stream(service: str, method: str, path: str, headers: dict[str, str], body: bytes, *args: Any, **kwargs: Any) -> str:
        arn = extract_resource_arn(service, method, path, headers, body, *args, **kwargs)
        action = headers.get("x-amz-target", "").rpartition(".")[2]
        # The body of another service's request may have any form.
        if service == "logs" and action in _ACTIONS_ON_QUERIES:
            return _arn_of_first_group(body, *args, **kwargs)
        if service != "logs" or action not in _ACTIONS | _ACTIONS_ON_ALL_STREAMS:
            return arn
        if action in _ACTIONS_ON_ALL_STREAMS:
            return f"{arn}:*"
        return f"{arn}:log-stream:{iam_actions._safe_json_field(body, 'logStreamName')}"

    iam_actions.extract_resource_arn = with_log_stream


def _arn_of_first_group(body: bytes, _query_params: Any, region: str, account_id: str) -> str:
    """MiniStack checks one resource for each request; CloudWatch Logs checks every log group of a query."""
    request = json.loads(body)
    # A request for results has only the id of the query.
    query = cloudwatch_logs._queries.get(request.get("queryId")) or request
    names = query.get("logGroupNames") or [query.get("logGroupName", "*")]
    return f"arn:aws:logs:{region}:{account_id}:log-group:{names[0]}:*"
