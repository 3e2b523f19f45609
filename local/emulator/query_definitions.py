"""Saved queries of CloudWatch Logs Insights: the resource type AWS::Logs::QueryDefinition and the action
DescribeQueryDefinitions, which MiniStack lacks. The emulator does not run their query text.

Sources: AWS CloudFormation Template Reference, "AWS::Logs::QueryDefinition"; Amazon CloudWatch Logs API Reference,
"DescribeQueryDefinitions".
"""

import json
import time
from typing import Any

from ministack.core.responses import AccountRegionScopedDict, json_response, new_uuid
from ministack.services import cloudwatch_logs
from ministack.services.cloudformation import provisioners

Properties = dict[str, Any]

# Query definition id: the query definition as DescribeQueryDefinitions returns it.
_query_definitions = AccountRegionScopedDict()


def install() -> None:
    provisioners._RESOURCE_HANDLERS["AWS::Logs::QueryDefinition"] = {
        "create": lambda _logical_id, properties, _stack_name: _put(new_uuid(), properties),
        "update": lambda physical_id, _old_properties, properties, *_args, **_kwargs: _put(physical_id, properties),
        "delete": lambda physical_id, _properties: _query_definitions.pop(physical_id, None),
    }
    cloudwatch_logs.handle_request = _with_describe_query_definitions(cloudwatch_logs.handle_request)


def describe_query_definitions(name_prefix: str = "") -> list[dict[str, Any]]:
    """The query definitions with this prefix of their name, sorted by name."""
    definitions = [each for each in _query_definitions.values() if each["name"].startswith(name_prefix)]
    return sorted(definitions, key=lambda each: each["name"])


def _put(physical_id: str, properties: Properties) -> tuple[str, Properties]:
    _query_definitions[physical_id] = {
        "queryLanguage": properties.get("QueryLanguage", "CWLI"),
        "queryDefinitionId": physical_id,
        "name": properties["Name"],
        "queryString": properties["QueryString"],
        "lastModified": int(time.time() * 1000),
        "logGroupNames": properties.get("LogGroupNames", []),
        "parameters": [
            {key[0].lower() + key[1:]: value for key, value in parameter.items()}
            for parameter in properties.get("Parameters", [])
        ],
    }
    return physical_id, {"QueryDefinitionId": physical_id}


def _with_describe_query_definitions(handle_request: Any) -> Any:
    async def handled(method: str, path: str, headers: dict[str, str], body: bytes, query_params: Any) -> Any:
        if not headers.get("x-amz-target", "").endswith(".DescribeQueryDefinitions"):
            return await handle_request(method, path, headers, body, query_params)
        request = json.loads(body or b"{}")
        found = describe_query_definitions(request.get("queryDefinitionNamePrefix", ""))
        return json_response({"queryDefinitions": found})

    return handled
