"""Resource types of CloudFormation that the patches change."""

import unittest

import patched_ministack  # noqa: F401
import resource_types
from ministack.services import athena, s3


class ObjectLockTest(unittest.TestCase):
    def handlers(self):
        handlers = {
            "create": lambda _logical_id, properties, _stack: (properties["BucketName"], {}),
            "update": lambda physical_id, _old, _properties, _stack: (physical_id, {}),
        }
        resource_types._lock_objects(handlers)
        return handlers

    def properties(self, days):
        rule = {"DefaultRetention": {"Mode": "GOVERNANCE", "Days": days}}
        return {"BucketName": "archive", "ObjectLockEnabled": True, "ObjectLockConfiguration": {"Rule": rule}}

    def tearDown(self):
        s3._bucket_object_lock.pop("archive", None)

    def test_a_bucket_has_the_default_retention_of_its_template(self):
        self.handlers()["create"]("Archive", self.properties("366"), "stack")
        retention = s3._bucket_object_lock["archive"]["default_retention"]
        self.assertEqual(retention, {"Mode": "GOVERNANCE", "Days": 366})

    def test_an_update_changes_the_default_retention(self):
        handlers = self.handlers()
        handlers["create"]("Archive", self.properties(366), "stack")
        handlers["update"]("archive", self.properties(366), self.properties(732), "stack")
        self.assertEqual(s3._bucket_object_lock["archive"]["default_retention"]["Days"], 732)

    def test_a_bucket_without_object_lock_stays_without(self):
        self.handlers()["create"]("Parking", {"BucketName": "parking"}, "stack")
        self.assertNotIn("parking", s3._bucket_object_lock)


class NamedQueryTest(unittest.TestCase):
    def test_an_update_replaces_the_saved_query(self):
        handlers = resource_types._named_query_handlers()
        first, _ = handlers["create"]("Query", {"Name": "one", "QueryString": "SELECT 1"}, "stack")
        second, _ = handlers["update"](first, {}, {"Name": "one", "QueryString": "SELECT 2"}, "stack")
        self.assertNotIn(first, athena._named_queries)
        self.assertEqual(athena._named_queries[second]["QueryString"], "SELECT 2")
        handlers["delete"](second, {})
        self.assertNotIn(second, athena._named_queries)


if __name__ == "__main__":
    unittest.main()
