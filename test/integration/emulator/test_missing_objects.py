"""A request for an object that does not exist, by callers that may list the bucket and that may not."""

import unittest

import missing_objects
import patched_ministack  # noqa: F401
from ministack.services import s3

SIGNED = {"authorization": "AWS4-HMAC-SHA256 Credential=made-up/20260301/us-east-1/s3/aws4_request"}


class MissingObjectsTest(unittest.TestCase):
    def setUp(self):
        s3._create_bucket("parking", b"", {})
        self.may_list = missing_objects._may_list

    def tearDown(self):
        missing_objects._may_list = self.may_list

    def status(self, may_list, headers=SIGNED, bucket="parking"):
        missing_objects._may_list = lambda _bucket, _headers: may_list
        return s3._get_object(bucket, "missing", headers, {})[0]

    def test_with_the_permission_to_list_the_answer_is_404(self):
        self.assertEqual(self.status(may_list=True), 404)

    def test_without_the_permission_to_list_the_answer_is_403(self):
        self.assertEqual(self.status(may_list=False), 403)

    def test_a_service_that_reads_an_object_itself_receives_404(self):
        self.assertEqual(self.status(may_list=False, headers={}), 404)

    def test_a_missing_bucket_is_404_for_every_caller(self):
        self.assertEqual(self.status(may_list=False, bucket="no-such-bucket"), 404)


if __name__ == "__main__":
    unittest.main()
