"""A message that is sent while another is deleted."""

import threading
import unittest

import patched_ministack  # noqa: F401
from ministack.services import s3, sqs

QUEUE = "arn:aws:sqs:us-east-1:000000000000:notifications"


class DelayedAppendList(list):
    """A list whose append waits until another thread has had time to replace the list."""

    def __init__(self, messages):
        super().__init__(messages)
        self.found, self.replaced = threading.Event(), threading.Event()

    def append(self, message):
        self.found.set()
        self.replaced.wait(0.1)
        super().append(message)


class MessageQueuesTest(unittest.TestCase):
    def test_a_message_sent_during_a_deletion_is_not_lost(self):
        url = sqs._HANDLERS["CreateQueue"]({"QueueName": "notifications"}, "")["QueueUrl"]
        s3._deliver_event_to_sqs(QUEUE, {"number": 1}, "us-east-1")
        (first,) = sqs._receive_messages_for_esm(url, 1)
        queue = sqs._queue_by_arn(QUEUE)
        queue["messages"] = delayed = DelayedAppendList(queue["messages"])

        sender = threading.Thread(target=s3._deliver_event_to_sqs, args=(QUEUE, {"number": 2}, "us-east-1"))
        sender.start()
        delayed.found.wait(5)
        sqs._delete_messages_for_esm(url, {first["receipt_handle"]})
        delayed.replaced.set()
        sender.join()

        self.assertEqual([message["body"] for message in queue["messages"]], ['{"number": 2}'])


if __name__ == "__main__":
    unittest.main()
