"""Denies what a disabled KMS key encrypts: the value of a secret, the objects of a bucket that CloudFormation created, and the
delivery of a failed invocation to a queue. MiniStack checks the state of a key only in its own API. Log groups, streams and
other messages stay usable.

Sources: AWS KMS Developer Guide, "Key states of AWS KMS keys"; AWS Secrets Manager API Reference, "GetSecretValue"
(DecryptionFailure); Amazon S3 API Reference, "Error responses" (KMS.DisabledException); AWS Lambda Developer Guide, "Capturing
records of Lambda asynchronous invocations": Lambda discards a record that it cannot deliver.
"""

from typing import Any

from ministack.core.responses import error_response_json
from ministack.services import kms, lambda_svc, s3, secretsmanager, sqs
from ministack.services.cloudformation import provisioners

#: The key of each bucket, from its template.
_key_of_bucket: dict[str, str] = {}


def install() -> None:
    _remember_keys_of_buckets(provisioners._RESOURCE_HANDLERS["AWS::S3::Bucket"])
    s3._put_object = _unless_disabled(s3._put_object)
    s3._get_object = _unless_disabled(s3._get_object)
    _deny_secrets()
    _deny_failed_invocations()


def is_disabled(key: str | None) -> bool:
    record = kms._resolve_key(key) if key else None
    return record is not None and record["KeyState"] == "Disabled"


def _remember_keys_of_buckets(handlers: dict[str, Any]) -> None:
    create = handlers["create"]

    def remembered(logical_id: str, properties: dict[str, Any], stack_name: str) -> Any:
        result = create(logical_id, properties, stack_name)
        for rule in (properties.get("BucketEncryption") or {}).get("ServerSideEncryptionConfiguration") or []:
            key = (rule.get("ServerSideEncryptionByDefault") or {}).get("KMSMasterKeyID")
            if key:
                _key_of_bucket[result[0]] = key
        return result

    handlers["create"] = remembered


def _unless_disabled(call: Any) -> Any:
    def checked(bucket: str, key: str, *args: Any, **kwargs: Any) -> Any:
        kms_key = _key_of_bucket.get(bucket)
        if is_disabled(kms_key):
            return s3._error("KMS.DisabledException", f"{kms_key} is disabled.", 400, f"/{bucket}/{key}")
        return call(bucket, key, *args, **kwargs)

    return checked


def _deny_secrets() -> None:
    get_secret_value = secretsmanager._get_secret_value

    def checked(data: dict[str, Any]) -> Any:
        _, secret = secretsmanager._resolve(data.get("SecretId"))
        if secret and is_disabled(secret.get("KmsKeyId")):
            message = "Secrets Manager can't decrypt the protected secret text using the provided KMS key."
            return error_response_json("DecryptionFailure", message, 400)
        return get_secret_value(data)

    secretsmanager._get_secret_value = checked


def _deny_failed_invocations() -> None:
    route_failure = lambda_svc._route_async_failure

    def checked(target: str, name: str, event: dict[str, Any], result: dict[str, Any]) -> None:
        queue = sqs._queue_by_arn(target) if ":sqs:" in target else None
        if queue and is_disabled(queue["attributes"].get("KmsMasterKeyId")):
            lambda_svc.logger.warning("%s: a failed event is discarded, because the key of %s is disabled", name, target)
            return
        route_failure(target, name, event, result)

    lambda_svc._route_async_failure = checked
