"""Further pages of FilterLogEvents: MiniStack returns the first 10,000 events, and no token for the next ones.

Source: Amazon CloudWatch Logs API Reference, "FilterLogEvents" (`limit`, `nextToken`).
"""

import json
from typing import Any

from ministack.core.responses import error_response_json, json_response
from ministack.services import cloudwatch_logs

MAX_EVENTS = 10_000


def install() -> None:
    read_first_page = cloudwatch_logs._filter_log_events

    def read_page(data: dict[str, Any]) -> Any:
        """A token is the time of the last event, and the number of events of that time that earlier pages had."""
        token = data.get("nextToken")
        skipped = 0
        if token is not None:
            start, skipped = _parse(token)
            if start is None:
                return error_response_json("InvalidParameterException", "The specified nextToken is invalid.", 400)
            data = {**data, "startTime": start}
        limit = min(data.get("limit", MAX_EVENTS), MAX_EVENTS)
        # The events that are skipped count against the limit of MiniStack.
        response = read_first_page({**data, "limit": MAX_EVENTS})
        status, _, body = response
        if status != 200:
            return response
        content = json.loads(body)
        events = content["events"]
        if skipped >= MAX_EVENTS:
            return error_response_json("InvalidParameterException", f"The emulator returns at most {MAX_EVENTS} events of one millisecond.", 400)
        page = events[skipped : skipped + limit]
        is_last = len(events) < MAX_EVENTS and skipped + limit >= len(events)
        if not page or is_last:
            return json_response({**content, "events": page})
        last = page[-1]["timestamp"]
        of_last = sum(event["timestamp"] == last for event in events[: skipped + len(page)])
        return json_response({**content, "events": page, "nextToken": f"{last}-{of_last}"})

    cloudwatch_logs._filter_log_events = read_page


def _parse(token: str) -> tuple[int | None, int]:
    try:
        start, skipped = token.split("-")
        return int(start), int(skipped)
    except ValueError:
        return None, 0
