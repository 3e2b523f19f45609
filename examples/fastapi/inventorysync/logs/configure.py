"""Connects the Python loggers with the four log files."""

from __future__ import annotations

import logging
import sys
from dataclasses import dataclass

from ..settings import Settings
from .asynchronous_handler import AsynchronousHandler
from .log_file_handler import LogFileHandler
from .record_formatter import ConsoleFormatter, RecordFormatter
from .request_context import add_request_context


@dataclass(frozen=True)
class Log:
    file: str
    loggers: tuple[str, ...]
    #: An audit log must be complete, so it is never written asynchronously.
    audit: bool


#: The logs of docs/log-record.md. A test compares them with catalog/logs.ts.
LOGS = {
    "application": Log("application.log", ("inventorysync", "uvicorn", "gunicorn"), audit=False),
    "performance": Log("performance.log", ("inventorysync.performance",), audit=False),
    "audit": Log("audit.log", ("inventorysync.audit",), audit=True),
    "security": Log("security.log", ("inventorysync.security",), audit=True),
}


class Logging:
    """The configured handlers of this process, by the name of the log."""

    def __init__(self, handlers: dict[str, logging.Handler]) -> None:
        self.handlers = handlers

    def start(self) -> None:
        """Starts the threads of asynchronous handlers. Call it in each worker process, after the fork."""
        for handler in self._asynchronous():
            handler.start()

    def stop(self) -> None:
        """Writes all records that wait. Later records are written synchronously."""
        for handler in self._asynchronous():
            handler.stop()

    def close(self) -> None:
        """Writes all records that wait, and closes the files. A later line opens its file again."""
        for handler in self.handlers.values():
            handler.close()

    def _asynchronous(self) -> list[AsynchronousHandler]:
        return [handler for handler in self.handlers.values() if isinstance(handler, AsynchronousHandler)]


def configure_logging(settings: Settings) -> Logging:
    """Opens the log files, and replaces the handlers of their loggers. Raises OSError if a file cannot be opened."""
    handlers: dict[str, logging.Handler] = {}
    console = _console_handler() if settings.console else None
    for name, log in LOGS.items():
        if name == "performance" and not settings.performance_logging:
            handler: logging.Handler = logging.NullHandler()
        else:
            handler = LogFileHandler(settings.log_dir / log.file)
            handler.setFormatter(RecordFormatter(settings.environment, settings.release))
            if settings.asynchronous and not log.audit:
                handler = AsynchronousHandler(handler)
        handler.addFilter(add_request_context)
        handlers[name] = handler
        for logger_name in log.loggers:
            logger = logging.getLogger(logger_name)
            for old in logger.handlers:
                old.close()
            logger.handlers = [handler, console] if console else [handler]
            # LOG_LEVEL is for diagnostics: measurements and audit events are written at every level.
            logger.setLevel(settings.log_level if name == "application" else logging.INFO)
            logger.propagate = False
    if not settings.performance_logging:
        # Without a level that is written, a caller does not create the record.
        logging.getLogger("inventorysync.performance").setLevel(logging.CRITICAL + 1)
    return Logging(handlers)


def _console_handler() -> logging.Handler:
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(ConsoleFormatter())
    return handler
