"""Answers a request for an object that does not exist with 404 only if the caller may list the bucket, and otherwise
with 403. MiniStack always answers 404.

Source: Amazon S3 API Reference, "GetObject", permissions.
"""

from typing import Any

from ministack.core import iam_evaluator
from ministack.core.responses import get_region
from ministack.core.router import extract_access_key_id
from ministack.services import s3

Response = tuple[int, dict[str, str], Any]


def install() -> None:
    get_object = s3._get_object

    def with_listing_permission(bucket: str, key: str, headers: dict[str, str], query_params: Any = None) -> Response:
        response = get_object(bucket, key, headers, query_params)
        is_missing = response[0] == 404 and bucket in s3._buckets
        # A service that reads an object itself sends no signature.
        if not is_missing or "authorization" not in headers or _may_list(bucket, headers):
            return response
        return s3._error("AccessDenied", "Access Denied", 403, f"/{bucket}/{key}")

    s3._get_object = with_listing_permission


def _may_list(bucket: str, headers: dict[str, str]) -> bool:
    access_key = extract_access_key_id(headers, {})
    arn = f"arn:aws:s3:::{bucket}"
    return iam_evaluator.enforce(access_key, "s3:ListBucket", "s3", get_region(), resource_arn=arn) is None
