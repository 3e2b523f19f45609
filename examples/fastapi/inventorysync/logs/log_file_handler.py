"""Appends lines to a log file that other processes append to and that logrotate renames."""

from __future__ import annotations

import logging
import os
from pathlib import Path

#: The agent's user reads the file as a member of its group.
FILE_MODE = 0o640


class LogFileHandler(logging.Handler):
    """Writes each line with one `write` to a file that is open with O_APPEND, and opens the file again if logrotate
    replaced it.

    - Several processes. Linux appends the bytes of one `write` in one piece, so lines of several workers do not mix.
      `logging.FileHandler` splits a line that is longer than its buffer of 8 KiB.
    - Rotation. The handler compares the open file with its path before each line, in every worker and without a signal.
      It never creates a file that is missing: logrotate renames the old file and then creates the new one, and
      would move a file that it finds in between out of the way.
    - SIGUSR1. gunicorn closes and opens every `logging.FileHandler` in its signal handler, where a line that is being
      written is lost. This class is none, so gunicorn leaves it alone.
    """

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.path = path
        self._truncated = False
        self._open()

    def emit(self, record: logging.LogRecord) -> None:
        try:
            self._reopen_if_replaced()
            self._write(f"{self.format(record)}\n".encode("utf-8", "backslashreplace"))
        except Exception:  # noqa: BLE001 - logging must not end a request; handleError prints the reason
            self.handleError(record)

    def close(self) -> None:
        with self.lock:
            if self._descriptor is not None:
                os.close(self._descriptor)
                self._descriptor = None
        super().close()

    def _open(self) -> None:
        self._descriptor: int | None = os.open(
            self.path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, FILE_MODE
        )
        self._identity = _identity(os.fstat(self._descriptor))

    def _reopen_if_replaced(self) -> None:
        if self._descriptor is None:
            self._open()
            return
        try:
            identity = _identity(os.stat(self.path))
        except FileNotFoundError:
            return
        if identity != self._identity:
            os.close(self._descriptor)
            self._open()

    def _write(self, line: bytes) -> None:
        # After a full disk, an incomplete line must not swallow the next one.
        rest = b"\n" + line if self._truncated else line
        while rest:
            written = os.write(self._descriptor, rest)
            rest = rest[written:]
            self._truncated = bool(rest)


def _identity(status: os.stat_result) -> tuple[int, int]:
    return status.st_dev, status.st_ino
