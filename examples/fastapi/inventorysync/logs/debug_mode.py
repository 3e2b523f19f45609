"""Debug mode: another LOG_LEVEL and LOG_FORMAT for a bounded time, without a restart.

`npx logs debug <environment> on` sets a parameter, and each host copies its value to the file `LOG_DEBUG_FILE`. The value
contains its own end, so debug mode ends on time even if nothing removes the file any more.
"""

from __future__ import annotations

import json
import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from ..levels import LEVELS

#: The longest debug mode, in seconds. A value that lasts longer is ignored. A test compares it with the platform's limit.
MAX_DURATION_S = 4 * 60 * 60
#: How often the file is read, in seconds.
INTERVAL_S = 5.0


@dataclass(frozen=True)
class DebugMode:
    level: str
    #: Whether readable lines are printed on standard error; None if LOG_FORMAT decides.
    console: bool | None
    #: Seconds since the epoch.
    until: float
    #: ARN of the principal who started it.
    started_by: str


def active_debug_mode(text: str, now: float) -> DebugMode | None:
    """The debug mode that a value describes; None before its start, after its end, and for a malformed value."""
    try:
        value = json.loads(text)
        since, until = _seconds(value["since"]), _seconds(value["until"])
        level, output, started_by = value["level"], value.get("format"), value["startedBy"]
    except (AttributeError, KeyError, TypeError, ValueError):
        return None
    valid = level in LEVELS and output in (None, "json", "console") and isinstance(started_by, str)
    if not valid or until - since > MAX_DURATION_S or not since <= now < until:
        return None
    return DebugMode(level, None if output is None else output == "console", until, started_by)


class DebugModeFollower:
    """Reads the file at intervals and calls `apply` for each change: with the debug mode, or with None when it ends."""

    def __init__(
        self, path: Path, apply: Callable[[DebugMode | None], None], now: Callable[[], float] = time.time
    ) -> None:
        self._path = path
        self._apply = apply
        self._now = now
        self._current: DebugMode | None = None
        self._stopped = threading.Event()
        self._thread: threading.Thread | None = None

    def refresh(self) -> float:
        """Reads the file once. Returns the seconds until the next reading: at the latest when debug mode ends."""
        now = self._now()
        mode = active_debug_mode(self._read(), now)
        if mode != self._current:
            self._current = mode
            self._apply(mode)
        return min(INTERVAL_S, mode.until - now) if mode else INTERVAL_S

    def start(self) -> None:
        """Starts the thread. Call it in each worker process, after the fork."""
        self._stopped.clear()
        self._thread = threading.Thread(target=self._follow, name="debug-mode", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        self._stopped.set()
        if self._thread:
            self._thread.join()
            self._thread = None

    def _follow(self) -> None:
        delay = 0.0
        while not self._stopped.wait(delay):
            try:
                delay = self.refresh()
            except Exception:  # noqa: BLE001 - an unexpected error must not leave debug mode on for ever
                logging.getLogger("inventorysync.debug_mode").exception("could not read or apply the debug mode")
                delay = INTERVAL_S

    def _read(self) -> str:
        """Empty if the file is missing or cannot be read."""
        try:
            return self._path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            return ""


def _seconds(text: str) -> float:
    """Seconds since the epoch of a time such as 2026-03-01T12:00:00.000Z."""
    if not text.endswith("Z"):
        raise ValueError(text)
    return datetime.fromisoformat(text[:-1] + "+00:00").timestamp()
