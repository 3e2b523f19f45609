"""The reason of an alarm's state, in the words of CloudWatch."""

import unittest

import patched_ministack  # noqa: F401
from alarm_reasons import in_words

AT = 1_795_753_200


class AlarmReasonsTest(unittest.TestCase):
    def test_a_crossed_threshold_has_the_value_and_its_time(self):
        self.assertEqual(
            in_words("Threshold Crossed: Sum 62.0 GreaterThanOrEqualToThreshold 50", "ALARM", AT),
            "Threshold Crossed: 1 datapoint [62.0 (27/11/26 04:20:00)] was greater than or equal to the threshold (50.0).",
        )

    def test_an_end_is_a_threshold_that_is_not_crossed(self):
        self.assertEqual(
            in_words("Threshold Crossed: Minimum 3 LessThanThreshold 1", "OK", AT),
            "Threshold Crossed: 1 datapoint [3.0 (27/11/26 04:20:00)] was not less than the threshold (1.0).",
        )

    def test_another_reason_remains(self):
        self.assertEqual(in_words("set by a test", "ALARM", AT), "set by a test")


if __name__ == "__main__":
    unittest.main()
