import base64
import gzip
import json
import time
import unittest

from ministack.services import cloudwatch_logs

from patched_ministack import Function, wait_until


class LogEventIds(unittest.TestCase):
    def test_a_subscription_receives_the_ids_that_filter_log_events_returns(self):
        function = Function("receives-ids")
        group, stream, now = "/ids", "host", int(time.time() * 1000)
        cloudwatch_logs._create_log_group({"logGroupName": group})
        cloudwatch_logs._create_log_stream({"logGroupName": group, "logStreamName": stream})
        arn = "arn:aws:lambda:us-east-1:000000000000:function:receives-ids"
        cloudwatch_logs._log_groups[group]["subscriptionFilters"]["all"] = {
            "filterName": "all", "filterPattern": "second", "destinationArn": arn,
        }
        lines = [{"timestamp": now, "message": "first"}, {"timestamp": now + 1, "message": "second"}]
        cloudwatch_logs._put_log_events({"logGroupName": group, "logStreamName": stream, "logEvents": lines})
        wait_until(lambda: function.events)

        payload = json.loads(gzip.decompress(base64.b64decode(function.events[0]["awslogs"]["data"])))
        _, _, body = cloudwatch_logs._filter_log_events({"logGroupName": group})
        ids = {event["message"]: event["eventId"] for event in json.loads(body)["events"]}
        self.assertEqual([(event["id"], event["message"]) for event in payload["logEvents"]], [(ids["second"], "second")])


if __name__ == "__main__":
    unittest.main()
