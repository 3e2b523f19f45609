"""FilterLogEvents over more events than one answer has."""

import json
import unittest

import patched_ministack  # noqa: F401
from ministack.services import cloudwatch_logs

GROUP = "/made-up/pages"
NOW = 1_767_225_600_000


class LogEventPagesTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cloudwatch_logs._create_log_group({"logGroupName": GROUP})
        for stream, count in (("one", 15_000), ("two", 7_000)):
            cloudwatch_logs._create_log_stream({"logGroupName": GROUP, "logStreamName": stream})
            # Three events of each millisecond.
            events = [{"timestamp": NOW + index // 3, "message": f"{stream} {index}"} for index in range(count)]
            for start in range(0, count, 10_000):
                batch = {"logGroupName": GROUP, "logStreamName": stream, "logEvents": events[start : start + 10_000]}
                cloudwatch_logs._put_log_events(batch)

    def read(self, **request):
        status, _, body = cloudwatch_logs._filter_log_events({"logGroupName": GROUP, **request})
        return status, json.loads(body)

    def pages(self, **request):
        pages, token = [], None
        while True:
            status, answer = self.read(**request, **({} if token is None else {"nextToken": token}))
            self.assertEqual(status, 200)
            pages.append(answer["events"])
            token = answer.get("nextToken")
            if token is None:
                return pages

    def test_the_pages_have_every_event_once_in_the_order_of_time(self):
        pages = self.pages()
        events = [event for page in pages for event in page]
        self.assertEqual(len(pages), 3)
        self.assertLessEqual(max(len(page) for page in pages), 10_000)
        self.assertEqual(len(events), 22_000)
        self.assertEqual(len({event["message"] for event in events}), 22_000)
        times = [event["timestamp"] for event in events]
        self.assertEqual(times, sorted(times))

    def test_a_limit_and_a_time_window_divide_the_events_too(self):
        pages = self.pages(limit=7, startTime=NOW + 1, endTime=NOW + 4)
        self.assertEqual([len(page) for page in pages], [7, 7, 7, 3])
        self.assertEqual(len({event["message"] for page in pages for event in page}), 24)

    def test_one_page_has_no_token(self):
        self.assertNotIn("nextToken", self.read(startTime=NOW, endTime=NOW)[1])

    def test_an_unknown_token_is_refused(self):
        self.assertEqual(self.read(nextToken="made up")[0], 400)


if __name__ == "__main__":
    unittest.main()
