"""The resource of a permission, as in the Service Authorization Reference for Amazon CloudWatch Logs."""

import json
import unittest

import patched_ministack  # noqa: F401
from ministack.core import iam_actions
from ministack.services import cloudwatch_logs

GROUP = "arn:aws:logs:us-east-1:000000000000:log-group:/inventorysync/local/audit"


def resource_of(action, **request):
    headers = {"x-amz-target": f"Logs_20140328.{action}"}
    body = json.dumps({"logGroupName": "/inventorysync/local/audit", **request}).encode()
    return iam_actions.extract_resource_arn("logs", "POST", "/", headers, body, {}, "us-east-1", "000000000000")


class LogStreamPermissionsTest(unittest.TestCase):
    def test_actions_on_a_log_stream_have_its_arn(self):
        for action in ("CreateLogStream", "PutLogEvents", "GetLogEvents", "DeleteLogStream"):
            self.assertEqual(resource_of(action, logStreamName="a/i-1"), f"{GROUP}:log-stream:a/i-1")

    def test_actions_on_all_log_streams_have_the_arn_with_a_wildcard(self):
        for action in ("DescribeMetricFilters", "FilterLogEvents"):
            self.assertEqual(resource_of(action), f"{GROUP}:*")

    def test_a_query_has_the_arn_of_its_log_group_with_a_wildcard(self):
        self.assertEqual(resource_of("StartQuery", logGroupNames=["/inventorysync/local/audit"]), f"{GROUP}:*")

    def test_the_results_of_a_query_have_the_arn_of_its_log_group_with_a_wildcard(self):
        cloudwatch_logs._queries["made-up"] = {"logGroupNames": ["/inventorysync/local/audit"]}
        self.assertEqual(resource_of("GetQueryResults", queryId="made-up"), f"{GROUP}:*")

    def test_the_results_of_an_unknown_query_have_any_log_group(self):
        request = json.dumps({"queryId": "unknown"}).encode()
        headers = {"x-amz-target": "Logs_20140328.GetQueryResults"}
        arn = iam_actions.extract_resource_arn("logs", "POST", "/", headers, request, {}, "us-east-1", "000000000000")
        self.assertEqual(arn, "arn:aws:logs:us-east-1:000000000000:log-group:*:*")

    def test_actions_on_a_log_group_have_its_arn(self):
        self.assertEqual(resource_of("PutRetentionPolicy"), GROUP)

    def test_a_request_of_another_service_may_have_any_body(self):
        arn = iam_actions.extract_resource_arn("s3", "PUT", "/assets/a.zip", {}, b"PK\xff\xfe", {}, "us-east-1", "000000000000")
        self.assertEqual(arn, "arn:aws:s3:::assets/a.zip")


if __name__ == "__main__":
    unittest.main()
