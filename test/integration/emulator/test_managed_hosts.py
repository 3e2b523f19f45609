"""Documents and associations, as in the AWS CloudFormation Template Reference and the AWS Systems Manager API Reference."""

import asyncio
import json
import unittest

import patched_ministack  # noqa: F401
from ministack.services import ssm
from ministack.services.cloudformation import provisioners

DOCUMENT, ASSOCIATION = "AWS::SSM::Document", "AWS::SSM::Association"
CONTENT = {"schemaVersion": "2.2", "mainSteps": []}
PROPERTIES = {"Name": "host-files", "DocumentType": "Command", "Content": CONTENT}
TARGETS = [{"Key": "tag:Role", "Values": ["api"]}]


def request(action, **body):
    headers = {"x-amz-target": f"AmazonSSM.{action}"}
    status, _headers, answer = asyncio.run(ssm.handle_request("POST", "/", headers, json.dumps(body).encode(), {}))
    return status, json.loads(answer)


class ManagedHostsTest(unittest.TestCase):
    def setUp(self):
        self.name, _attributes = provisioners._provision_resource(DOCUMENT, "Document", PROPERTIES, "stack")
        self.addCleanup(provisioners._delete_resource, DOCUMENT, self.name, PROPERTIES)

    def test_a_document_has_its_content_and_a_version(self):
        status, document = request("GetDocument", Name="host-files")
        self.assertEqual(status, 200)
        self.assertEqual(json.loads(document["Content"]), CONTENT)
        self.assertEqual(document["DocumentVersion"], "1")

    def test_an_update_is_a_new_version(self):
        changed = {**PROPERTIES, "Content": {**CONTENT, "description": "changed"}}
        provisioners._update_resource(DOCUMENT, self.name, PROPERTIES, changed, "stack", "Document")
        _status, document = request("GetDocument", Name="host-files")
        self.assertEqual(document["DocumentVersion"], "2")
        self.assertEqual(json.loads(document["Content"])["description"], "changed")

    def test_a_document_above_the_limit_is_rejected(self):
        large = {**PROPERTIES, "Name": "large", "Content": {"description": "a" * 65_536}}
        with self.assertRaisesRegex(ValueError, "MaxDocumentSizeExceeded"):
            provisioners._provision_resource(DOCUMENT, "Large", large, "stack")

    def test_a_deleted_document_does_not_exist(self):
        provisioners._delete_resource(DOCUMENT, self.name, PROPERTIES)
        status, error = request("GetDocument", Name="host-files")
        self.assertEqual((status, error["__type"]), (400, "InvalidDocument"))

    def test_an_association_is_listed_until_it_is_deleted(self):
        properties = {"Name": "host-files", "AssociationName": "install", "Targets": TARGETS}
        identifier, _attributes = provisioners._provision_resource(ASSOCIATION, "Install", properties, "stack")
        _status, listed = request("ListAssociations")
        self.assertEqual([(a["AssociationId"], a["Targets"]) for a in listed["Associations"]], [(identifier, TARGETS)])
        provisioners._delete_resource(ASSOCIATION, identifier, properties)
        _status, listed = request("ListAssociations")
        self.assertEqual(listed["Associations"], [])

    def test_an_association_needs_its_document(self):
        with self.assertRaisesRegex(ValueError, "InvalidDocument"):
            provisioners._provision_resource(ASSOCIATION, "Install", {"Name": "absent"}, "stack")


if __name__ == "__main__":
    unittest.main()
