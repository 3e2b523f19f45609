"""Connects the Python loggers with the four log files."""

from __future__ import annotations

import logging
import sys
from dataclasses import dataclass
from datetime import datetime, timezone

from ..settings import Settings
from .asynchronous_handler import AsynchronousHandler
from .debug_mode import DebugMode, DebugModeFollower
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

    def __init__(self, handlers: dict[str, logging.Handler], settings: Settings) -> None:
        self.handlers = handlers
        self._settings = settings
        self._console: logging.Handler | None = None
        self._follower = DebugModeFollower(settings.debug_file, self.apply) if settings.debug_file else None
        self._set_diagnostics(settings.log_level, settings.console)

    def start(self) -> None:
        """Starts the threads. Call it in each worker process, after the fork."""
        for handler in self._asynchronous():
            handler.start()
        if self._follower:
            self._follower.start()

    def stop(self) -> None:
        """Writes all records that wait. Later records are written synchronously."""
        if self._follower:
            self._follower.stop()
        for handler in self._asynchronous():
            handler.stop()

    def close(self) -> None:
        """Writes all records that wait, and closes the files. A later line opens its file again."""
        for handler in self.handlers.values():
            handler.close()

    def apply(self, mode: DebugMode | None) -> None:
        """Switches this process to a debug mode, or back to its settings, and records it in the audit log."""
        audit = logging.getLogger("inventorysync.audit")
        if mode is None:
            self._set_diagnostics(self._settings.log_level, self._settings.console)
            attributes = {"level": self._settings.log_level}
            audit.info("debug mode ended", extra={"event": "debug.ended", "attributes": attributes})
            return
        self._set_diagnostics(mode.level, self._settings.console if mode.console is None else mode.console)
        until = datetime.fromtimestamp(mode.until, timezone.utc).isoformat().replace("+00:00", "Z")
        audit.info(
            "debug mode started",
            extra={
                "event": "debug.started",
                "actor": mode.started_by,
                "attributes": {"level": mode.level, "until": until},
            },
        )

    def _set_diagnostics(self, level: str, console: bool) -> None:
        """LOG_LEVEL is for the application log: measurements and audit events are written at every level."""
        if console and self._console is None:
            self._console = _console_handler()
        for name, log in LOGS.items():
            for logger_name in log.loggers:
                logger = logging.getLogger(logger_name)
                logger.handlers = [self.handlers[name], *([self._console] if console else [])]
                if name == "application":
                    logger.setLevel(level)

    def _asynchronous(self) -> list[AsynchronousHandler]:
        return [handler for handler in self.handlers.values() if isinstance(handler, AsynchronousHandler)]


def configure_logging(settings: Settings) -> Logging:
    """Opens the log files, and replaces the handlers of their loggers. Raises OSError if a file cannot be opened."""
    handlers: dict[str, logging.Handler] = {}
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
            logger.setLevel(logging.INFO)
            logger.propagate = False
    if not settings.performance_logging:
        # Without a level that is written, a caller does not create the record.
        logging.getLogger("inventorysync.performance").setLevel(logging.CRITICAL + 1)
    return Logging(handlers, settings)


def _console_handler() -> logging.Handler:
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(ConsoleFormatter())
    return handler
