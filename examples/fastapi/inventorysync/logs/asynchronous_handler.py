"""Formats and writes records in a thread, so that a request does not wait for the disk."""

from __future__ import annotations

import copy
import logging
from logging.handlers import QueueHandler, QueueListener
from queue import Queue

#: Records that wait at most, a few MiB. If the queue is full, the caller waits.
MAX_WAITING = 10_000


class AsynchronousHandler(QueueHandler):
    """Passes records to another handler in a thread, between `start` and `stop`; otherwise directly.

    A thread does not survive `fork`, so a process that forks starts the handler in its child processes. Records that
    wait in the queue are lost if the process is killed.
    """

    def __init__(self, target: logging.Handler) -> None:
        super().__init__(Queue(MAX_WAITING))
        self.target = target
        self._listener: QueueListener | None = None

    def start(self) -> None:
        self._listener = QueueListener(self.queue, self.target)
        self._listener.start()

    def stop(self) -> None:
        """Writes the records that wait, and ends the thread."""
        listener, self._listener = self._listener, None
        if listener:
            listener.stop()

    def emit(self, record: logging.LogRecord) -> None:
        if self._listener:
            super().emit(record)
        else:
            self.target.handle(record)

    def prepare(self, record: logging.LogRecord) -> logging.LogRecord:
        # The base class replaces exc_info by a text; the formatter needs the exception.
        prepared = copy.copy(record)
        prepared.msg = record.getMessage()
        prepared.args = None
        return prepared

    def enqueue(self, record: logging.LogRecord) -> None:
        self.queue.put(record)

    def close(self) -> None:
        self.stop()
        self.target.close()
        super().close()
