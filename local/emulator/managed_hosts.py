"""Systems Manager documents and State Manager associations: the resource types AWS::SSM::Document and
AWS::SSM::Association, and the actions GetDocument and ListAssociations, which MiniStack lacks. The emulator has no managed
hosts, so it runs no document.

Sources: AWS CloudFormation Template Reference, "AWS::SSM::Document" and "AWS::SSM::Association"; AWS Systems Manager API
Reference, "CreateDocument", "GetDocument" and "ListAssociations".
"""

import json
from typing import Any

from ministack.core.responses import AccountRegionScopedDict, error_response_json, json_response, new_uuid
from ministack.services import ssm
from ministack.services.cloudformation import provisioners

Properties = dict[str, Any]

MAX_DOCUMENT_BYTES = 64 * 1024

# Name of a document: the document as GetDocument returns it.
_documents = AccountRegionScopedDict()
# Association id: the association as ListAssociations returns it.
_associations = AccountRegionScopedDict()


def install() -> None:
    provisioners._RESOURCE_HANDLERS["AWS::SSM::Document"] = {
        "create": lambda _logical_id, properties, _stack_name: _put_document(properties),
        "update": lambda _physical_id, _old_properties, properties, *_args, **_kwargs: _put_document(properties),
        "delete": lambda physical_id, _properties: _documents.pop(physical_id, None),
    }
    provisioners._RESOURCE_HANDLERS["AWS::SSM::Association"] = {
        "create": lambda _logical_id, properties, _stack_name: _put_association(new_uuid(), properties),
        "update": lambda physical_id, _old_properties, properties, *_args, **_kwargs: _put_association(physical_id, properties),
        "delete": lambda physical_id, _properties: _associations.pop(physical_id, None),
    }
    ssm.handle_request = _with_actions(ssm.handle_request)


def _put_document(properties: Properties) -> tuple[str, Properties]:
    name, content = properties["Name"], json.dumps(properties["Content"])
    if len(content.encode()) > MAX_DOCUMENT_BYTES:
        raise ValueError(f"MaxDocumentSizeExceeded: the document {name} has {len(content.encode())} bytes")
    version = int(_documents[name]["DocumentVersion"]) + 1 if name in _documents else 1
    _documents[name] = {
        "Name": name,
        "DocumentVersion": str(version),
        "Status": "Active",
        "Content": content,
        "DocumentType": properties["DocumentType"],
        "DocumentFormat": properties.get("DocumentFormat", "JSON"),
    }
    return name, {}


def _put_association(association_id: str, properties: Properties) -> tuple[str, Properties]:
    if properties["Name"] not in _documents:
        raise ValueError(f"InvalidDocument: the document {properties['Name']} does not exist")
    _associations[association_id] = {
        "AssociationId": association_id,
        "AssociationName": properties.get("AssociationName"),
        "Name": properties["Name"],
        "DocumentVersion": properties.get("DocumentVersion", "$DEFAULT"),
        "Targets": properties.get("Targets", []),
        "ScheduleExpression": properties.get("ScheduleExpression"),
    }
    return association_id, {"AssociationId": association_id}


def _with_actions(handle_request: Any) -> Any:
    async def handled(method: str, path: str, headers: dict[str, str], body: bytes, query_params: Any) -> Any:
        action = headers.get("x-amz-target", "").rpartition(".")[2]
        if action == "ListAssociations":
            return json_response({"Associations": list(_associations.values())})
        if action == "GetDocument":
            name = json.loads(body or b"{}").get("Name")
            if name in _documents:
                return json_response(_documents[name])
            return error_response_json("InvalidDocument", f"the document {name} does not exist", 400)
        return await handle_request(method, path, headers, body, query_params)

    return handled
