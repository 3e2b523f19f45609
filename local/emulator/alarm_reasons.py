"""The reason of an alarm's state in the words of CloudWatch, with the value of the metric and its time.

MiniStack writes `Threshold Crossed: Sum 62.0 GreaterThanOrEqualToThreshold 50`, which no receiver of an alarm can read.

Source: Amazon CloudWatch User Guide, "Alarm events and EventBridge", the reasons of the sample events.
"""

import re
import time
from typing import Any

from ministack.services import cloudwatch

_REASON = re.compile(r"Threshold Crossed: \S+ (?P<value>\S+) (?P<comparison>\w+) (?P<threshold>\S+)")
_WORDS = {
    "GreaterThanOrEqualToThreshold": "greater than or equal to",
    "GreaterThanThreshold": "greater than",
    "LessThanThreshold": "less than",
    "LessThanOrEqualToThreshold": "less than or equal to",
}


def install() -> None:
    dispatch = cloudwatch._dispatch_alarm_actions

    def dispatch_with_reason(alarm: dict[str, Any], old_state: str, new_state: str, reason: str) -> None:
        alarm["StateReason"] = in_words(reason, new_state, time.time())
        dispatch(alarm, old_state, new_state, alarm["StateReason"])

    cloudwatch._dispatch_alarm_actions = dispatch_with_reason


def in_words(reason: str, new_state: str, now: float) -> str:
    """Another reason, such as one that a person has set, remains as it is."""
    found = _REASON.fullmatch(reason)
    if not found:
        return reason
    at = time.strftime("%d/%m/%y %H:%M:%S", time.gmtime(now))
    negation = "" if new_state == "ALARM" else "not "
    return (
        f"Threshold Crossed: 1 datapoint [{float(found['value'])} ({at})] was {negation}"
        f"{_WORDS[found['comparison']]} the threshold ({float(found['threshold'])})."
    )
