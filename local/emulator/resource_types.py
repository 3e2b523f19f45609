"""CloudFormation resource types that MiniStack lacks or implements differently from AWS.

A type that only has to exist for a template to deploy is a stub: it gets a physical id and an ARN, but no resource
is created.
"""

from typing import Any

from ministack.core.responses import get_account_id, get_region
from ministack.services.cloudformation import provisioners

Attributes = dict[str, Any]

# Type: service and resource part of its ARN.
_STUB_TYPES = {
    "AWS::Logs::QueryDefinition": ("logs", "query-definition"),
}


def install() -> None:
    for resource_type, (service, resource) in _STUB_TYPES.items():
        provisioners._RESOURCE_HANDLERS[resource_type] = _stub_handlers(service, resource)
    _return_secret_arn_for_ref(provisioners._RESOURCE_HANDLERS["AWS::SecretsManager::Secret"])
    _accept_metric_math_alarms()


def _stub_handlers(service: str, resource: str) -> dict[str, Any]:
    def attributes(physical_id: str) -> Attributes:
        return {"Arn": f"arn:aws:{service}:{get_region()}:{get_account_id()}:{resource}:{physical_id}"}

    def create(logical_id: str, _properties: Any, stack_name: str) -> tuple[str, Attributes]:
        physical_id = f"{stack_name}-{logical_id}"
        return physical_id, attributes(physical_id)

    def update(physical_id: str, *_: Any, **__: Any) -> tuple[str, Attributes]:
        return physical_id, attributes(physical_id)

    def delete(_physical_id: str, _properties: Any) -> None:
        return None

    return {"create": create, "update": update, "delete": delete}


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
