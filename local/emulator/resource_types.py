"""CloudFormation resource types that MiniStack implements differently from AWS."""

import json
from typing import Any

from ministack.services import athena, cloudwatch, s3
from ministack.services.cloudformation import provisioners

Attributes = dict[str, Any]


def install() -> None:
    _return_secret_arn_for_ref(provisioners._RESOURCE_HANDLERS["AWS::SecretsManager::Secret"])
    _lock_objects(provisioners._RESOURCE_HANDLERS["AWS::S3::Bucket"])
    _accept_metric_math_alarms()
    provisioners._RESOURCE_HANDLERS["AWS::CloudWatch::CompositeAlarm"] = _composite_alarm_handlers()
    provisioners._RESOURCE_HANDLERS["AWS::Athena::NamedQuery"] = _named_query_handlers()


def _return_secret_arn_for_ref(handlers: dict[str, Any]) -> None:
    """Makes `Ref` of a secret return its ARN (AWS::SecretsManager::Secret, "Return values"). MiniStack returns its
    name.
    """
    create, update, delete = handlers["create"], handlers["update"], handlers["delete"]

    def by_arn(result: tuple[str, Attributes]) -> tuple[str, Attributes]:
        return result[1]["Arn"], result[1]

    def name_of(physical_id: str) -> str:
        # Secrets Manager appends a hyphen and six random characters to the name.
        return physical_id.partition(":secret:")[2].rpartition("-")[0] or physical_id

    handlers["create"] = lambda *args, **kwargs: by_arn(create(*args, **kwargs))
    handlers["update"] = lambda physical_id, *args, **kwargs: by_arn(update(name_of(physical_id), *args, **kwargs))
    handlers["delete"] = lambda physical_id, properties: delete(name_of(physical_id), properties)


def _lock_objects(handlers: dict[str, Any]) -> None:
    """Applies Object Lock to a bucket of a template. MiniStack has it in its API only."""
    create, update = handlers["create"], handlers["update"]

    def locked(result: Any, properties: Attributes) -> Any:
        retention = ((properties.get("ObjectLockConfiguration") or {}).get("Rule") or {}).get("DefaultRetention")
        if str(properties.get("ObjectLockEnabled")).lower() == "true":
            name = result[0] if isinstance(result, tuple) else result
            s3._bucket_object_lock[name] = {"enabled": True, "default_retention": _with_numbers(retention)}
        return result

    handlers["create"] = lambda logical_id, properties, *args, **kwargs: locked(
        create(logical_id, properties, *args, **kwargs), properties
    )
    handlers["update"] = lambda physical_id, old, properties, *args, **kwargs: locked(
        update(physical_id, old, properties, *args, **kwargs), properties
    )


def _with_numbers(retention: Attributes | None) -> Attributes | None:
    """A template may have numbers as texts."""
    if retention is None:
        return None
    return {key: value if key == "Mode" else int(value) for key, value in retention.items()}


def _accept_metric_math_alarms() -> None:
    """Makes MiniStack accept an alarm on a metric math expression. The alarm exists, but watches a metric without data.
    """
    record = provisioners._cw_metric_alarm_record

    def recorded(name: str, properties: Any) -> Attributes:
        metrics = properties.get("Metrics") or []
        expressions = [metric["Expression"] for metric in metrics if "Expression" in metric]
        if not expressions:
            return record(name, properties)
        single = {key: value for key, value in properties.items() if key != "Metrics"}
        return record(name, {**single, "Namespace": "MetricMath", "MetricName": expressions[0]})

    provisioners._cw_metric_alarm_record = recorded


def _composite_alarm_handlers() -> dict[str, Any]:
    """Composite alarms, which MiniStack has in its API only. It evaluates their rules, and ignores the suppressor."""

    def request(operation: Any, data: Attributes) -> None:
        status, _, body = operation({}, data, False, True)
        if status != 200:
            raise ValueError(f"AWS::CloudWatch::CompositeAlarm {data}: {body!r}")

    def put(properties: Attributes) -> tuple[str, Attributes]:
        name = properties["AlarmName"]
        request(cloudwatch._put_composite_alarm, properties)
        return name, {"Arn": cloudwatch._composite_alarms[name]["AlarmArn"]}

    return {
        "create": lambda _logical_id, properties, _stack_name: put(properties),
        "update": lambda _physical_id, _old_properties, properties, _stack_name: put(properties),
        "delete": lambda physical_id, _properties: request(cloudwatch._delete_alarms, {"AlarmNames": [physical_id]}),
    }


def _named_query_handlers() -> dict[str, Any]:
    """Saved queries of Athena, which MiniStack has in its API only. It can change none, so an update replaces it."""

    def create(properties: Attributes) -> tuple[str, Attributes]:
        _, _, body = athena._create_named_query(properties)
        query_id = json.loads(body)["NamedQueryId"]
        return query_id, {"NamedQueryId": query_id}

    def replace(physical_id: str, properties: Attributes) -> tuple[str, Attributes]:
        athena._delete_named_query({"NamedQueryId": physical_id})
        return create(properties)

    return {
        "create": lambda _logical_id, properties, _stack_name: create(properties),
        "update": lambda physical_id, _old_properties, properties, _stack_name: replace(physical_id, properties),
        "delete": lambda physical_id, _properties: athena._delete_named_query({"NamedQueryId": physical_id}),
    }
