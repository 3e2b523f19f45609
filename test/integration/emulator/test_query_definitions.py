"""Saved queries, as in the AWS CloudFormation Template Reference and the Amazon CloudWatch Logs API Reference."""

import asyncio
import json
import unittest

import patched_ministack  # noqa: F401
from ministack.services import cloudwatch_logs
from ministack.services.cloudformation import provisioners

TYPE = "AWS::Logs::QueryDefinition"
PROPERTIES = {
    "Name": "InventorySync/local/Errors",
    "QueryString": "filter level = {{level}}",
    "LogGroupNames": ["/inventorysync/local/application"],
    "Parameters": [{"Name": "level", "DefaultValue": '"ERROR"', "Description": "exact level"}],
}


def describe(**request):
    headers = {"x-amz-target": "Logs_20140328.DescribeQueryDefinitions"}
    response = cloudwatch_logs.handle_request("POST", "/", headers, json.dumps(request).encode(), {})
    status, _headers, body = asyncio.run(response)
    assert status == 200, body
    return json.loads(body)["queryDefinitions"]


class QueryDefinitionsTest(unittest.TestCase):
    def setUp(self):
        self.id, _attributes = provisioners._provision_resource(TYPE, "Errors", PROPERTIES, "stack")
        self.addCleanup(provisioners._delete_resource, TYPE, self.id, PROPERTIES)

    def test_a_created_query_is_described_with_its_parameters(self):
        (found,) = describe()
        self.assertEqual(found["queryDefinitionId"], self.id)
        self.assertEqual(found["name"], PROPERTIES["Name"])
        self.assertEqual(found["queryString"], PROPERTIES["QueryString"])
        self.assertEqual(found["logGroupNames"], PROPERTIES["LogGroupNames"])
        self.assertEqual(
            found["parameters"], [{"name": "level", "defaultValue": '"ERROR"', "description": "exact level"}]
        )

    def test_only_queries_with_the_prefix_are_described(self):
        self.assertEqual(describe(queryDefinitionNamePrefix="InventorySync/production"), [])
        self.assertEqual(len(describe(queryDefinitionNamePrefix="InventorySync/local")), 1)

    def test_an_update_keeps_the_id(self):
        changed = {**PROPERTIES, "QueryString": "limit 1"}
        updated_id, _attributes = provisioners._update_resource(TYPE, self.id, PROPERTIES, changed, "stack", "Errors")
        self.assertEqual(updated_id, self.id)
        (found,) = describe()
        self.assertEqual(found["queryString"], "limit 1")

    def test_a_deleted_query_is_not_described(self):
        provisioners._delete_resource(TYPE, self.id, PROPERTIES)
        self.assertEqual(describe(), [])


if __name__ == "__main__":
    unittest.main()
