"""Accepts an event source mapping only if the function's role may read the source, as Lambda does.

Source: AWS Lambda Developer Guide, "Process Amazon Kinesis Data Streams records with Lambda" and "Creating and
configuring an Amazon SQS event source mapping", permissions.
"""

from typing import Any

from ministack.services.cloudformation import provisioners

from role_permissions import require_permission

_READ_ACTIONS = {
    "sqs": ("sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"),
    "kinesis": ("kinesis:DescribeStream", "kinesis:GetRecords", "kinesis:GetShardIterator", "kinesis:ListShards"),
}


def install() -> None:
    handlers = provisioners._RESOURCE_HANDLERS["AWS::Lambda::EventSourceMapping"]
    create = handlers["create"]

    def check_and_create(logical_id: str, properties: dict[str, Any], stack_name: str) -> Any:
        source = properties.get("EventSourceArn", "")
        function, *_ = provisioners._lambda_function_for_cfn_ref(properties.get("FunctionName", ""))
        actions = _READ_ACTIONS.get(source.split(":")[2])
        if function is not None and actions:
            require_permission(function["config"]["Role"], *actions, on=source)
        return create(logical_id, properties, stack_name)

    handlers["create"] = check_and_create
