"""Messages of a dead-letter queue that are moved back."""

import json
import unittest

import message_moves
import patched_ministack  # noqa: F401
from ministack.services import s3, sqs


def create_queue(name, **attributes):
    sqs._HANDLERS["CreateQueue"]({"QueueName": name, "Attributes": attributes}, "")
    return f"arn:aws:sqs:us-east-1:000000000000:{name}"


class MessageMovesTest(unittest.TestCase):
    def test_a_message_moves_from_the_dead_letter_queue_to_its_queue_and_can_be_received_again(self):
        dead_letters = create_queue("moves-undelivered")
        queue = create_queue("moves", RedrivePolicy=json.dumps({"deadLetterTargetArn": dead_letters, "maxReceiveCount": 3}))
        s3._deliver_event_to_sqs(dead_letters, {"number": 1}, "us-east-1")
        (message,) = sqs._queue_by_arn(dead_letters)["messages"]
        message["receive_count"] = 3

        message_moves.start_message_move_task({"SourceArn": dead_letters})

        self.assertEqual(sqs._queue_by_arn(dead_letters)["messages"], [])
        (moved,) = sqs._queue_by_arn(queue)["messages"]
        self.assertEqual((moved["body"], moved["receive_count"]), ('{"number": 1}', 0))
        self.assertNotEqual(moved["id"], message["id"])

    def test_a_queue_that_is_no_dead_letter_queue_is_rejected(self):
        with self.assertRaises(sqs._Err):
            message_moves.start_message_move_task({"SourceArn": create_queue("moves-other")})


if __name__ == "__main__":
    unittest.main()
